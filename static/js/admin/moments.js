/* Says in UTC what was typed as Hong Kong time, which has no daylight saving (UTC+8). */

for (const output of document.querySelectorAll("[data-utc-of]")) {
  const input = document.getElementById(output.dataset.utcOf)

  const tell = () => {
    const at = new Date(`${input.value}:00+08:00`)
    const shown = Number.isNaN(at.getTime()) ? "" : at.toISOString().slice(0, 16).replace("T", " ")
    output.textContent = shown && `= ${shown} UTC`
  }
  input.addEventListener("input", () => {
    const later = document.querySelector("[name=when][value=at]")
    if (later) later.checked = true
    tell()
  })
  tell()
}
