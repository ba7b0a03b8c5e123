/*
 * Keeps what Word puts on the clipboard as HTML beside the plain text that the box shows.
 *
 * The box is for reading then: what would be typed into it would not be in the HTML.
 */

for (const box of document.querySelectorAll("[data-paste]")) {
  const html = document.getElementById(box.dataset.paste)
  const note = document.querySelector(`[data-note-of="${box.id}"]`)

  const tell = () => {
    box.readOnly = Boolean(html.value)
    note.hidden = !html.value
  }

  box.addEventListener("paste", (event) => {
    const rich = event.clipboardData.getData("text/html")
    if (!rich) return
    event.preventDefault()
    html.value = rich
    box.value = event.clipboardData.getData("text/plain")
    tell()
  })
  note.querySelector("button").addEventListener("click", () => {
    html.value = box.value = ""
    tell()
    box.focus()
  })
  tell()
}
