/*
 * Says beside each moment, typed in Hong Kong time (UTC+8, no daylight saving), what it is there, in UTC
 * and where the reader is, and whether the exchange publishes then: `data-moment` holds the address that
 * knows, `data-home` the name of Hong Kong. A warning from the server, `data-warning-of` the input, is replaced by that of what is typed.
 */
const HOME = "Asia/Hong_Kong"
const own = Intl.DateTimeFormat().resolvedOptions().timeZone
const ZONES = [...new Set([HOME, "UTC", own])].filter(Boolean)

function inZone(at, timeZone, home) {
  // Swedish is written as ISO 8601 is: 2026-11-30 08:00.
  const written = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" })
  return `${written.format(at)} ${timeZone === HOME ? home : timeZone}`
}

async function warningAt(input) {
  if (!input.value) return ""
  const answer = await fetch(`${input.dataset.moment}?at=${encodeURIComponent(input.value)}`)
  return answer.ok ? (await answer.json()).warning : ""
}

function output(input, name) {
  const made = document.createElement("output")
  made.className = name
  made.htmlFor = input.id
  return made
}

function follow(input) {
  const zones = output(input, "moment-zones")
  const warning =
    document.querySelector(`[data-warning-of="${input.id}"]`) ?? output(input, "moment-warning")
  input.after(zones)
  if (!warning.isConnected) zones.after(warning)

  const tell = async () => {
    const typed = input.value
    const at = new Date(`${typed}:00+08:00`)
    const told = () => ZONES.map((zone) => inZone(at, zone, input.dataset.home)).join("\n= ")
    zones.textContent = Number.isNaN(at.getTime()) ? "" : told()
    const words = await warningAt(input).catch(() => "")
    if (input.value === typed) warning.textContent = words
  }
  input.addEventListener("input", () => {
    const later = input.form?.querySelector("[name=when][value=at]")
    if (later) later.checked = true
    tell()
  })
  tell()
}

document.querySelectorAll("input[data-moment]").forEach(follow)
