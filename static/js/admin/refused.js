/*
 * A refused form is read from what is wrong: what was saved meanwhile, else the first error, wherever
 * it stands. The editor of blocks scrolls to where it was left, so this comes later.
 */
const LATER_MS = 300
const FIELDS =
  ":is(input:not([type=hidden]), textarea, select:not(.select2-hidden-accessible), [contenteditable=true], .select2-selection)"

function top(element) {
  return element.getBoundingClientRect().top
}

function opened(error) {
  for (let part = error.closest("details"); part; part = part.parentElement.closest("details")) part.open = true
  return error
}

function firstError() {
  const errors = [...document.querySelectorAll("#content form .errorlist")].map(opened)
  return errors.filter((error) => error.checkVisibility()).sort((one, other) => top(one) - top(other))[0]
}

function show() {
  const error = document.querySelector(".kept") ? null : firstError()
  if (!error) return document.querySelector(".kept, .errornote")?.scrollIntoView()
  if (!error.matches(".nonfield")) {
    const fields = [...error.parentElement.querySelectorAll(FIELDS)]
    fields.find((field) => field.checkVisibility())?.focus({ preventScroll: true })
  }
  error.scrollIntoView({ block: "center" })
}

document.addEventListener("content-editor:ready", () => setTimeout(show, LATER_MS))
