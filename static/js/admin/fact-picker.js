/* Choosing a fact with the keyboard: words, arrows, Enter; Escape leaves everything as it was. */

import { found } from "./fact-values.js"

const { gettext = (word) => word, ngettext = (one, many, count) => (count === 1 ? one : many) } =
  window
const WAIT_MS = 150
const STEPS = { ArrowDown: 1, ArrowUp: -1 }

/* A promise of the fact that was chosen, or of null. */
export function pick(source) {
  return new Promise((resolve) => new Picker(source, resolve).open())
}

class Picker {
  constructor(source, resolve) {
    this.source = source
    this.facts = []
    this.asked = 0
    this.resolve = resolve
    this.dialog = element("dialog", { className: "fact-picker", ariaLabel: gettext("Choose a fact") })
    this.input = this.combobox()
    this.list = element("ul", { id: "fact-picker-list", role: "listbox", ariaLabel: gettext("Facts") })
    this.status = element("p", { className: "fact-picker__status", role: "status" })
    this.dialog.append(this.input, this.list, this.status)
    this.dialog.addEventListener("cancel", () => this.close(null))
    this.dialog.addEventListener("click", ({ target }) => this.click(target))
  }

  combobox() {
    const input = element("input", { type: "text", role: "combobox", ariaExpanded: "true" })
    input.ariaAutoComplete = "list"
    input.ariaLabel = input.placeholder = gettext("Product, kind of fact, territory")
    input.setAttribute("aria-controls", "fact-picker-list")
    input.addEventListener("input", () => this.ask(WAIT_MS))
    input.addEventListener("keydown", (event) => this.key(event))
    return input
  }

  open() {
    document.body.append(this.dialog)
    this.dialog.showModal()
    this.input.focus()
    this.ask(0)
  }

  // What is listed answers other words from now on, and so does an answer under way: neither can
  // be chosen any more.
  ask(wait) {
    const number = ++this.asked
    this.facts = []
    this.list.ariaBusy = "true"
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.search(number), wait)
  }

  async search(number) {
    const answer = await found(this.source, this.input.value).catch(() => null)
    if (number === this.asked) this.show(answer)
  }

  show(answer) {
    this.facts = answer?.facts ?? []
    this.list.replaceChildren(...this.facts.map(option))
    this.list.ariaBusy = "false"
    this.select(0)
    this.status.textContent = said(answer)
  }

  select(place) {
    const options = [...this.list.children]
    this.place = (place + options.length) % (options.length || 1)
    options.forEach((one, index) => (one.ariaSelected = String(index === this.place)))
    options[this.place]?.scrollIntoView({ block: "nearest" })
    this.input.setAttribute("aria-activedescendant", options[this.place]?.id ?? "")
  }

  key(event) {
    if (event.isComposing) return
    if (event.key in STEPS) this.select(this.place + STEPS[event.key])
    else if (event.key === "Enter") this.choose(this.place)
    else if (event.key === "Escape") this.close(null)
    else return
    event.preventDefault()
  }

  click(target) {
    const place = [...this.list.children].indexOf(target.closest("li"))
    if (place >= 0) this.choose(place)
    else if (target === this.dialog) this.close(null)
  }

  choose(place) {
    if (this.facts[place]) this.close(this.facts[place])
  }

  // At once, not with the event of the dialog: the next key belongs to the text again.
  close(fact) {
    clearTimeout(this.timer)
    this.dialog.close()
    this.dialog.remove()
    this.resolve(fact)
  }
}

function option(fact, place) {
  const value = element("strong", { textContent: fact.text })
  if (fact.lang) value.lang = fact.lang
  const item = element("li", { id: `fact-picker-${place}`, role: "option", title: fact.title })
  item.append(value, element("span", { textContent: fact.label }))
  if (fact.says) item.append(element("span", { className: "fact__mark", textContent: fact.says }))
  return item
}

function said(answer) {
  if (!answer) return gettext("The facts could not be asked for. Try again.")
  if (!answer.facts.length) return gettext("The register holds no fact with these words on that day.")
  const more = ngettext("%s more: type another word.", "%s more: type another word.", answer.more)
  return answer.more ? more.replace("%s", answer.more) : ""
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties)
}
