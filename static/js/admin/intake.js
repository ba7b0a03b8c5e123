/* The report of an intake: goes on comparing by itself, and ticks a whole page at once. */

const left = document.querySelector("form[data-go-on]")
if (left) addEventListener("load", () => left.requestSubmit(left.querySelector("button")))

const all = document.querySelector("[data-tick-all]")
if (all) {
  const boxes = [...all.form.querySelectorAll("input[name=ticked]")]
  all.hidden = false
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)))
}
