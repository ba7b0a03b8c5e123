/* The forms of the register: one more source or indication, and the release only when it counts. */

function initialise(root) {
  window.django.jQuery(root).find(".admin-autocomplete").djangoAdminSelect2()
}

for (const formset of document.querySelectorAll(".act-formset")) {
  const total = formset.querySelector("[name$=-TOTAL_FORMS]")
  const most = Number(formset.querySelector("[name$=-MAX_NUM_FORMS]").value)
  const add = formset.querySelector(".act-formset__add")

  add.addEventListener("click", () => {
    const next = Number(total.value)
    const holder = document.createElement("div")
    holder.innerHTML = formset.querySelector("template").innerHTML.replaceAll("__prefix__", next)
    const item = holder.firstElementChild
    formset.querySelector(".act-formset__items").append(item)
    total.value = next + 1
    add.hidden = next + 1 >= most
    initialise(item)
    item.querySelector("input, select, textarea")?.focus()
  })
}

const release = document.querySelector(".field-release")
const choices = document.querySelectorAll("[name=disclosure]")

function showRelease() {
  const chosen = document.querySelector("[name=disclosure]:checked")
  if (release) release.hidden = chosen?.value !== "release"
}

for (const choice of choices) choice.addEventListener("change", showRelease)
showRelease()

document.querySelector(".errors :is(input, select, textarea)")?.focus()

/* A file that is too large is said to be so before it is sent: a browser forgets it afterwards. */
const act = document.querySelector("[data-most-bytes]")

act?.addEventListener("change", ({ target }) => {
  if (target.type !== "file") return
  const isTooLarge = [...target.files].some((file) => file.size > Number(act.dataset.mostBytes))
  target.setCustomValidity(isTooLarge ? act.dataset.tooLarge : "")
  target.reportValidity()
})
act?.addEventListener("submit", (event) => {
  const refused = [...act.querySelectorAll("input[type=file]")].find((file) => !file.validity.valid)
  if (!refused) return
  event.preventDefault()
  refused.reportValidity()
})
