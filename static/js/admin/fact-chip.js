/* A fact in the text editor: its value, and what a writer has to know of it. */

const { gettext = (word) => word } = window

/*
 * Draw the chip `dom` of a fact with the text that was `accepted`. Without an answer only that text
 * is shown: not asked yet, or (null) nobody could be asked. `accept(text)` takes a new value over.
 */
export function draw(dom, { key, accepted }, fact, accept) {
  const isKnown = fact && fact.state !== "unknown"
  const isChanged = isKnown && fact.text !== accepted
  const state = fact === null ? "unasked" : (fact?.state ?? "asking")
  dom.className = `fact fact--${isChanged ? "changed" : state}`
  dom.dataset.fact = key
  dom.title = fact?.title || key
  dom.replaceChildren(value(isKnown ? fact : { text: accepted, lang: "" }))
  if (isChanged) dom.append(change(accepted, fact.text, accept))
  const says = fact === null ? gettext("could not be checked") : fact?.says
  if (says) dom.append(mark("span", says))
}

function value({ text, lang }) {
  const part = mark("span", text)
  part.className = "fact__value"
  if (lang) part.lang = lang
  return part
}

function change(accepted, now, accept) {
  const button = mark("button", said(gettext("was “%s”"), accepted))
  button.type = "button"
  button.title = button.ariaLabel = said(gettext("Accept “%s”"), now)
  button.addEventListener("click", () => accept(now))
  return button
}

function mark(name, text) {
  const part = document.createElement(name)
  part.className = "fact__mark"
  part.textContent = text
  return part
}

function said(pattern, text) {
  return pattern.replace("%s", () => text)
}
