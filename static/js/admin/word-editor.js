/*
 * What is pasted from Word into a text keeps its headings, lists and tables: an extension of the
 * text editor, which reads everything else by itself.
 *
 * Word writes list items as paragraphs with a marker, and headings often as classes.
 */

import { Extension } from "django-prose-editor/editor"

const LEVEL = /mso-list:\s*\w+ level(\d)/
const OUTLINE = /mso-outline-level:\s*([1-6])/
const HEADING = /\b(?:Mso)?Heading(\d)\b/
const NUMBERED = /^[(（]?(?:\d+|[a-z]|[ivx]+|[一二三四五六七八九十]+)[.)）、]/i
const ASIDE = "[data-looks*='mso-element:comment-list'], .msocomanchor"
const MARKER = "[data-looks*='mso-list:Ignore'], [data-looks*='mso-list: Ignore']"
const TAG = /<[a-z][^>]*>/gi
const MARKS = {
  strong: /font-weight:\s*(?:bold|[6-9]00)/,
  em: /font-style:\s*italic/,
  sup: /vertical-align:\s*super/,
  sub: /vertical-align:\s*sub(?!p)/,
}

const styleOf = (element) => element.dataset.looks ?? ""
const levelOf = (element) => Number(LEVEL.exec(styleOf(element))?.[1] ?? 0)

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

function headings(body) {
  for (const p of body.querySelectorAll("p")) {
    const level = HEADING.exec(p.className)?.[1] ?? OUTLINE.exec(styleOf(p))?.[1]
    if (p.classList.contains("MsoTitle")) renamed(p, "h2")
    else if (level) renamed(p, level < 3 ? "h2" : "h3")
  }
  for (const heading of body.querySelectorAll("h1")) renamed(heading, "h2")
  for (const heading of body.querySelectorAll("h4, h5, h6")) renamed(heading, "h3")
}

function markerOf(p) {
  const markers = [...p.querySelectorAll(MARKER)]
  const text = markers.map((marker) => marker.textContent).join("")
  for (const marker of markers) marker.remove()
  return NUMBERED.test(text.trim()) ? "ol" : "ul"
}

// Items that follow each other; a deeper one belongs to the item before it.
function gather(first) {
  const open = []
  for (let p = first, next; p && levelOf(p); p = next) {
    next = p.nextElementSibling
    const [level, tag] = [levelOf(p), markerOf(p)]
    while (open.length && open.at(-1).level > level) open.pop()
    if (open.at(-1)?.level === level && open.at(-1).list.localName !== tag) open.pop()
    if ((open.at(-1)?.level ?? 0) < level) {
      const list = p.ownerDocument.createElement(tag)
      const above = open.at(-1)?.list.lastElementChild
      if (above) above.append(list)
      else p.before(list)
      open.push({ level, list })
    }
    const item = p.ownerDocument.createElement("li")
    open.at(-1).list.append(item)
    delete p.dataset.looks
    item.append(p)
  }
}

function emphasis(body) {
  for (const span of body.querySelectorAll("span[data-looks]")) {
    for (const [tag, pattern] of Object.entries(MARKS)) {
      if (!pattern.test(styleOf(span))) continue
      const mark = body.ownerDocument.createElement(tag)
      mark.append(...span.childNodes)
      span.append(mark)
    }
  }
}

// The page's policy blocks style attributes even here: they are read under another name.
function parsed(html) {
  const renamed = html.replace(TAG, (tag) => tag.replace(/\sstyle\s*=/gi, " data-looks="))
  return new DOMParser().parseFromString(renamed, "text/html").body
}

function plain(html) {
  const body = parsed(html)
  for (const aside of body.querySelectorAll(ASIDE)) aside.remove()
  headings(body)
  emphasis(body)
  for (const p of body.querySelectorAll("p")) if (levelOf(p)) gather(p)
  for (const p of body.querySelectorAll("p.MsoNormal")) {
    if (!p.textContent.trim() && !p.closest("td, th")) p.remove()
  }
  return body.innerHTML
}

export const WordPaste = Extension.create({
  name: "wordPaste",
  transformPastedHTML: plain,
})
