/*
 * Shows translated fields in one language or side by side, and remembers the choice.
 *
 * The server puts the languages of a field into one row (`.form-multiline`) and marks inputs with
 * `lang`. Without this script all languages are shown.
 */

const KEY = "henlius-languages"
const INPUTS = ":is(input, textarea, select)[lang]"
const bar = document.querySelector(".language-switch")

function columns(root = document) {
  return [...root.querySelectorAll(".form-multiline > div")].filter((column) =>
    column.querySelector(INPUTS),
  )
}

function mark(root) {
  for (const column of columns(root)) {
    const { lang } = column.querySelector(INPUTS)
    column.lang = lang
    column.classList.add("in-language")
    column.parentElement.classList.add("languages")
  }
}

function show(wanted) {
  const shown = wanted.split(" ")
  document.body.dataset.languages = wanted
  for (const column of columns()) column.hidden = !shown.includes(column.lang)
  for (const button of bar.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === wanted))
  }
}

function remembered() {
  const all = [...bar.querySelectorAll("button")].map((button) => button.dataset.show)
  const kept = localStorage.getItem(KEY)
  return all.includes(kept) ? kept : all.at(-1)
}

function showAll() {
  show([...bar.querySelectorAll("button")].at(-1).dataset.show)
}

function hasHiddenError() {
  return columns().some((column) => column.hidden && column.querySelector(".errorlist"))
}

if (bar && columns().length) {
  bar.hidden = false
  mark(document)
  show(remembered())
  if (hasHiddenError()) showAll()

  bar.addEventListener("click", ({ target }) => {
    if (!target.dataset.show) return
    localStorage.setItem(KEY, target.dataset.show)
    show(target.dataset.show)
  })

  document.addEventListener("invalid", ({ target }) => {
    if (target.closest(".in-language")?.hidden) showAll()
  }, { capture: true })

  document.addEventListener("formset:added", ({ target }) => {
    mark(target)
    show(document.body.dataset.languages)
  })
}
