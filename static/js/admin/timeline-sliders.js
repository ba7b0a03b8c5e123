/* The sliders: one stops at the change sets of the product, the other at each day of the window. */

const DAY = 86_400_000

/* Wakes the sliders of a timeline; `draw()` asks for what the fields of `form` then say. */
export function sliders(place, form, draw) {
  const known = place.querySelector("#timeline-known-slider")
  const day = place.querySelector("#timeline-day-slider")
  if (!known || !day) return
  wake(known, knownAt(known), () => {
    form.elements.known.value = stop(known).dataset.seq
    form.elements.public.value = ""
    draw()
  })
  wake(day, day.value, () => {
    form.elements.day.value = written(day)
    draw()
  })
  day.addEventListener("input", () => move(place, day))
}

function wake(slider, value, choose) {
  const said = document.querySelector(`output[for="${slider.id}"]`)
  const say = () => {
    said.textContent = slider.list ? stop(slider).label : written(slider)
    slider.setAttribute("aria-valuetext", said.textContent)
  }
  slider.hidden = said.hidden = false
  slider.value = value
  say()
  slider.addEventListener("input", say)
  slider.addEventListener("change", choose)
}

const stop = (slider) => slider.list.options[slider.value]

/* The last stop at or before the ledger position asked about; the end of the slider is now. */
function knownAt({ dataset, list, max }) {
  if (!dataset.seq) return max
  const before = [...list.options].filter(({ dataset: { seq } }) => seq && Number(seq) <= Number(dataset.seq))
  return Math.max(before.length - 1, 0)
}

function written({ dataset, value }) {
  return new Date(Date.parse(dataset.first) + value * DAY).toISOString().slice(0, 10)
}

function move(place, { value, max }) {
  const at = `${(100 * value) / (Number(max) + 1)}%`
  for (const line of place.querySelectorAll("[data-cursor]")) {
    line.setAttribute("x1", at)
    line.setAttribute("x2", at)
  }
}
