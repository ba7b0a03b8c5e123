/* Facts of the register inside sentences: the extension of the text editor, loaded by its name. */

import { Node } from "django-prose-editor/editor"

export const Fact = Node.create({
  name: "fact",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes() {
    return {
      key: { parseHTML: (dom) => dom.dataset.fact, rendered: false },
      accepted: { parseHTML: (dom) => dom.textContent, rendered: false },
    }
  },
  parseHTML: () => [{ tag: "span[data-fact]" }],
  renderHTML: ({ node }) => ["span", { "data-fact": node.attrs.key }, node.attrs.accepted],
  renderText: ({ node }) => node.attrs.accepted,
})
