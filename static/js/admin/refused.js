/* A refused form is read from its beginning; the editor of blocks scrolls to where it was left. */

const LATER_MS = 300 // than that editor scrolls
const refusal = document.querySelector(".kept, .errornote")

document.addEventListener("content-editor:ready", () => {
  setTimeout(() => refusal?.scrollIntoView(), LATER_MS)
})
