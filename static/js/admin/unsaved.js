/*
 * Asks before what was typed is left by anything but the button of its own form: the other forms of
 * the page count as leaving it too.
 */

const forms = [...document.querySelectorAll("#content form[method=post]:not(#changelist-form)")]
const changed = new Set(forms.filter((form) => form.querySelector(".errornote, .errorlist")))

function mark({ target }) {
  const form = target.closest("form")
  if (forms.includes(form) && !target.matches("input:not([name])")) changed.add(form)
}

// Moved blocks tell by an event that does not bubble, autocomplete fields by those of jQuery alone.
for (const kind of ["input", "change", "formset:added"]) {
  document.addEventListener(kind, mark, { capture: true })
}
window.django?.jQuery?.(document).on("select2:select select2:unselect select2:clear", mark)
document.addEventListener("submit", ({ target }) => changed.delete(target))

addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault()
})
