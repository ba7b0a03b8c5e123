/* The panel on a bar or a mark: its rows of the table, as a list of labels and values. */

let from = null // what the panel is about
let isPinned = false // chosen by a click or Enter, and not by passing over it

const panel = () => document.getElementById("timeline-panel")

export const chosen = () => isPinned

/* Shows what the table says of `item`; `pinned` keeps it while the pointer moves, and takes the focus. */
export function show(item, { pinned = false } = {}) {
  mark(item)
  isPinned = pinned
  const rows = item.dataset.rows.trim().split(" ").map((id) => document.getElementById(id))
  const shut = made("button", { type: "button", textContent: panel().dataset.close })
  shut.addEventListener("click", () => close({ back: true }))
  panel().replaceChildren(shut, ...rows.filter(Boolean).map(article))
  panel().hidden = false
  if (pinned) panel().focus({ preventScroll: true })
}

/* Closes the panel; `back` returns the focus to what it was about. */
export function close({ back = false } = {}) {
  if (!panel() || panel().hidden) return
  const inside = panel().contains(document.activeElement)
  panel().hidden = true
  isPinned = false
  if (back && inside) from?.focus()
  if (back && inside) panel().hidden = true
  mark(null)
}

function mark(item) {
  from?.classList.remove("is-chosen")
  item?.classList.add("is-chosen")
  from = item ?? from
}

function article(row) {
  const heads = [...row.closest("table").querySelectorAll("thead th")].map((th) => th.textContent)
  const [what, ...cells] = row.cells
  const about = made("article")
  about.append(...copied(what), made("dl"))
  cells.forEach((cell, place) => {
    if (cell.textContent.trim() === "–") return
    const value = made("dd")
    value.append(...copied(cell))
    about.lastChild.append(made("dt", { textContent: heads[place + 1] }), value)
  })
  about.append(made("a", { href: `#${row.id}`, textContent: panel().dataset.row }))
  return about
}

const copied = (cell) => [...cell.cloneNode(true).childNodes]

const made = (name, fields = {}) => Object.assign(document.createElement(name), fields)
