/* Asks before a form with unsaved changes is left by anything but its own buttons. */

const form = document.querySelector("#content-main form[method=post]")
let isChanged = Boolean(document.querySelector(".errornote"))

form?.addEventListener("input", () => (isChanged = true))
form?.addEventListener("change", () => (isChanged = true))
document.addEventListener("formset:added", () => (isChanged = true))
form?.addEventListener("submit", () => (isChanged = false))

addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault()
})
