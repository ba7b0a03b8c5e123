/* Accepts or refuses all facts offered; those with several meanings, or another text, stay to choose. */

const list = document.querySelector(".word-facts__list")
const all = document.querySelector(".word-facts__all")

if (list) {
  const boxes = [...list.querySelectorAll("[type=checkbox]")]
  const choices = [...list.querySelectorAll("select")]

  const tell = () => {
    const accepted =
      boxes.filter((box) => box.checked).length + choices.filter((choice) => choice.value).length
    all.querySelector("output").textContent = `${accepted} / ${boxes.length + choices.length}`
  }
  all.hidden = false
  all.addEventListener("click", ({ target }) => {
    if (!target.dataset.facts) return
    const accepts = target.dataset.facts === "all"
    for (const box of boxes) box.checked = accepts && ("same" in box.dataset || box.checked)
    if (!accepts) for (const choice of choices) choice.value = ""
    tell()
  })
  list.addEventListener("change", tell)
  tell()
}
