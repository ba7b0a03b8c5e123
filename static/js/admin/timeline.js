/*
 * The timeline answers to pointer and keys, and changes in place. Without this file its form and
 * links do the same by whole pages, and a bar leads to its row of the table.
 */

import { chosen, close, show } from "./timeline-panel.js"
import { sliders } from "./timeline-sliders.js"

const form = document.querySelector("[data-timeline-form]")
const place = document.querySelector("[data-timeline]")
let waiting

function items(lane) {
  const at = (item) => item.getBoundingClientRect().left
  return [...lane.querySelectorAll("a[data-rows]")].sort((one, other) => at(one) - at(other))
}

function lanes() {
  return [...place.querySelectorAll(".timeline-lane")].filter((lane) => lane.querySelector("a"))
}

function rove(item) {
  for (const other of place.querySelectorAll(".timeline-chart a[data-rows]")) other.setAttribute("tabindex", "-1")
  item?.setAttribute("tabindex", "0")
}

/* The neighbour of `item` that an arrow key means: in its lane, or the nearest of the next lane. */
function neighbour(item, key) {
  const lane = item.closest(".timeline-lane")
  const own = items(lane)
  const along = { ArrowLeft: own.indexOf(item) - 1, ArrowRight: own.indexOf(item) + 1, Home: 0, End: own.length - 1 }
  if (key in along) return own[along[key]]
  const all = lanes()
  const next = all[all.indexOf(lane) + { ArrowUp: -1, ArrowDown: 1 }[key]]
  const x = item.getBoundingClientRect().left
  const far = (one) => Math.abs(one.getBoundingClientRect().left - x)
  return next && items(next).sort((one, other) => far(one) - far(other))[0]
}

function prepare() {
  rove(place.querySelector(".timeline-chart a[data-rows]"))
  sliders(place, form, () => go(`?${query()}`))
}

function query() {
  const typed = [...new FormData(form)].filter(([, value]) => value)
  return new URLSearchParams(typed)
}

/* Fetches the page at `address` and shows its form and timeline in place of the ones here. */
async function go(address, { keep = true } = {}) {
  waiting?.abort()
  waiting = new AbortController()
  place.setAttribute("aria-busy", "true")
  try {
    const response = await fetch(address, { signal: waiting.signal })
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const found = page.querySelector("[data-timeline]")
    if (!found || response.redirected) return location.assign(address)
    swap(page, found)
    if (keep) history.pushState(null, "", address)
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address)
    return
  }
  place.removeAttribute("aria-busy")
}

function swap(page, found) {
  const focused = document.activeElement?.id
  close()
  place.replaceChildren(...found.childNodes)
  form.replaceChildren(...page.querySelector("[data-timeline-form]").childNodes)
  prepare()
  if (focused) document.getElementById(focused)?.focus()
}

place.addEventListener("pointerover", ({ target }) => {
  const item = target.closest("a[data-rows]")
  if (item && !chosen()) show(item)
})
place.addEventListener("focusin", ({ target }) => {
  const item = target.closest(".timeline-chart a[data-rows]")
  if (!item) return
  rove(item)
  show(item)
})
place.addEventListener("click", (event) => {
  const item = event.target.closest("a[data-rows]")
  const link = event.target.closest("a[data-swap]")
  if (!item && !link) return
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  if (item) show(item, { pinned: true })
  else go(link.getAttribute("href"))
})
place.addEventListener("keydown", (event) => {
  const item = event.target.closest(".timeline-chart a[data-rows]")
  const next = item && /^(Arrow|Home|End)/.test(event.key) && neighbour(item, event.key)
  if (!next) return
  event.preventDefault()
  next.focus()
})
addEventListener("keydown", ({ key }) => key === "Escape" && close({ back: true }))
addEventListener("popstate", () => go(location.href, { keep: false }))
form.addEventListener("submit", (event) => {
  event.preventDefault()
  go(`?${query()}`)
})

prepare()
