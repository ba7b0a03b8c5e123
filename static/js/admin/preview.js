/* The pages in the frames are the public ones: what they link to opens beside the preview. */

const here = location.pathname

function leads(link) {
  return !link.getAttribute("href").startsWith("#") && !link.pathname.startsWith(here)
}

function prepare(frame) {
  for (const link of frame.contentDocument?.querySelectorAll("a[href]") ?? []) {
    if (leads(link)) link.target = "_blank"
  }
}

for (const frame of document.querySelectorAll("iframe")) {
  frame.addEventListener("load", () => prepare(frame))
  if (frame.contentDocument?.readyState === "complete") prepare(frame)
}
