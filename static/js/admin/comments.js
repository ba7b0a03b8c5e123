/*
 * Puts the comments of a release beside the blocks that they are about: a button in the head of each
 * block opens its talk at the side of the page. Sending one leaves the form beside it as it is.
 *
 * Without this script all comments are listed below the form.
 */
const words = document.getElementById("block-words")?.dataset
const DESK = ".talks--beside"

function blockOf(talk) {
  const { type, block } = talk.dataset
  if (!type) return document.querySelector(".release-head__buttons")
  const id = document.querySelector(`input[name^="newsroom_${type}_set-"][name$="-id"][value="${block}"]`)
  return id?.closest(".inline-related")
}

function name(button, talk) {
  const open = Number(talk.dataset.open)
  button.textContent = open ? `${words.open} · ${open}` : words.comment
  button.ariaLabel = button.title = `${talk.querySelector("h3").textContent} · ${button.textContent}`
  button.classList.toggle("talk-button--open", open > 0)
}

function closer(talk) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "talk__close"
  button.ariaLabel = button.title = words.close
  button.textContent = "×"
  button.addEventListener("click", () => talk.hidePopover())
  return button
}

function beside(talk) {
  const place = blockOf(talk)
  if (!place) return
  talk.popover = "manual"
  talk.prepend(closer(talk))
  const button = document.createElement("button")
  button.type = "button"
  button.className = "talk-button"
  button.dataset.talk = talk.id
  name(button, talk)
  button.addEventListener("click", (event) => {
    event.stopPropagation()
    open(button.dataset.talk)
  })
  const label = place.querySelector(":scope > h3 .inline_label")
  if (label) label.after(button)
  else place.append(button)
}

function open(id) {
  const talk = document.getElementById(id)
  for (const other of document.querySelectorAll(`${DESK} .talk:popover-open`)) other.hidePopover()
  const adding = talk.querySelector(".talk__new")
  if (adding && !talk.querySelector(".thread")) adding.open = true
  talk.showPopover()
  talk.querySelector("textarea")?.focus()
}

function renew(talk, html) {
  const holder = document.createElement("template")
  holder.innerHTML = html
  const fresh = holder.content.querySelector(".talk")
  talk.replaceChildren(closer(talk), ...fresh.childNodes)
  talk.dataset.open = fresh.dataset.open
  const button = document.querySelector(`[data-talk="${talk.id}"]`)
  if (button) name(button, talk)
}

async function send(event) {
  const talk = event.target.closest(".talk[popover]")
  if (!talk) return
  event.preventDefault()
  const body = new FormData(event.target, event.submitter)
  const headers = { "X-Requested-With": "fetch" }
  const answer = await fetch(event.target.action, { method: "POST", body, headers })
  if (answer.ok) renew(talk, await answer.text())
  else HTMLFormElement.prototype.submit.call(event.target)
}

function isTyped() {
  return [...document.querySelectorAll(".talk textarea")].some((area) => area.value !== area.defaultValue)
}

function begin() {
  document.querySelectorAll(`${DESK} .talk`).forEach(beside)
  document.querySelector(".talks__beside")?.removeAttribute("hidden")
  document.querySelector(DESK)?.addEventListener("submit", send)
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") document.querySelector(`${DESK} .talk:popover-open`)?.hidePopover()
  })
  addEventListener("beforeunload", (event) => isTyped() && event.preventDefault())
}

if (document.querySelector(".order-machine .inline-related")) begin()
else document.addEventListener("content-editor:ready", begin, { once: true })
