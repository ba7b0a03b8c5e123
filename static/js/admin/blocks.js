/*
 * Lets people compose a release with the keyboard: the content editor's own controls are spans and
 * divs, and its blocks are moved by dragging.
 */

const CONTROLS = ".order-machine-insert-target, .plugin-button"
const words = document.getElementById("block-words")?.dataset

function operable(control) {
  control.tabIndex = 0
  control.setAttribute("role", "button")
  if (!control.matches(".order-machine-insert-target")) return
  control.ariaLabel = control.matches(".last") ? words.add : words.insert
}

function blocks() {
  return [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")].sort(
    (one, other) => one.style.order - other.style.order,
  )
}

function order(block, value) {
  block.querySelector(".order-machine-ordering").value = block.style.order = value
}

function move(block, step) {
  const all = blocks()
  const neighbour = all[all.indexOf(block) + step]
  if (!neighbour) return
  const [mine, other] = [block.style.order, neighbour.style.order]
  order(block, other)
  order(neighbour, mine)
  block.closest("form").dispatchEvent(new Event("change"))
}

function mover(block, step, label, sign) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "block-mover"
  button.ariaLabel = button.title = label
  button.textContent = sign
  button.addEventListener("click", (event) => {
    event.stopPropagation()
    move(block, step)
    block.scrollIntoView({ block: "nearest" })
    button.focus()
  })
  return button
}

function addMovers(block) {
  const heading = block.querySelector(":scope > h3")
  if (words.fixed || !heading || heading.querySelector(".block-mover")) return
  const label = heading.querySelector(".inline_label")
  label.after(mover(block, -1, words.up, "↑"), mover(block, 1, words.down, "↓"))
}

// The editors of texts are divs without a name, and the icons of blocks are words in an icon font.
function name(editor) {
  const label = editor.closest(".form-row")?.querySelector("label")
  editor.ariaLabel = label?.textContent.replace(/:\s*$/, "").trim() ?? ""
}

function refresh() {
  document.querySelectorAll("[contenteditable=true]:not([aria-label])").forEach(name)
  document.querySelectorAll(".material-icons").forEach((icon) => (icon.ariaHidden = "true"))
  document.querySelectorAll(CONTROLS).forEach(operable)
  blocks().forEach(addMovers)
}

document.addEventListener("content-editor:ready", refresh)
document.addEventListener("formset:added", () => setTimeout(refresh))
document.addEventListener("keydown", (event) => {
  const isPress = event.key === "Enter" || event.key === " "
  if (!isPress || !event.target.matches?.(CONTROLS)) return
  event.preventDefault()
  event.target.click()
  if (event.target.matches(".order-machine-insert-target")) {
    document.querySelector(".plugin-buttons-visible .plugin-button")?.focus()
  }
})
