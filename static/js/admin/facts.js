/*
 * Facts of the register inside sentences: the extension of the text editor.
 *
 * A chip shows what the register says at the moment of the release, in the language of the field.
 * The document keeps the text that the writer accepted; what differs from it is marked.
 */

import { Node, Plugin } from "django-prose-editor/editor"

import { draw } from "./fact-chip.js"
import { pick } from "./fact-picker.js"
import { sourceOf, told } from "./fact-values.js"

const { gettext = (word) => word } = window
const AT = ["@", "＠"]

async function insert(editor, source, cancelled = "") {
  const fact = await pick(source)
  const content = fact
    ? { type: "fact", attrs: { key: fact.key, accepted: fact.text } }
    : { type: "text", text: cancelled }
  editor.view.focus()
  if (fact || cancelled) editor.commands.insertContent(content)
}

// In an e-mail address the sign is only a sign.
function isInWord(view, position) {
  const before = view.state.doc.resolve(position).nodeBefore
  return /[\w.]$/.test(before?.text ?? "")
}

export const Fact = Node.create({
  name: "fact",
  group: "inline",
  inline: true,
  atom: true,

  addOptions: () => ({ values: "", search: "" }),

  addAttributes: () => ({
    key: { parseHTML: (dom) => dom.dataset.fact, rendered: false },
    accepted: { parseHTML: (dom) => dom.textContent, rendered: false },
  }),

  parseHTML: () => [{ tag: "span[data-fact]" }],
  renderHTML: ({ node }) => ["span", { "data-fact": node.attrs.key }, node.attrs.accepted],
  renderText: ({ node }) => node.attrs.accepted,

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "fact",
      groups: "link",
      button: buttons.text("@", gettext("insert a fact (or type @)")),
      command: (editor) => insert(editor, sourceOf(editor, this.options)),
    })
  },

  addProseMirrorPlugins() {
    const { editor, options } = this
    const handleTextInput = (view, from, _to, text) => {
      if (!AT.includes(text) || isInWord(view, from)) return false
      insert(editor, sourceOf(editor, options), text)
      return true
    }
    return [new Plugin({ props: { handleTextInput } })]
  },

  addNodeView() {
    return ({ editor, node, getPos }) => {
      const dom = document.createElement("span")
      const accept = (accepted) => {
        const attrs = { key: node.attrs.key, accepted }
        editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, attrs))
        editor.view.focus()
      }
      const show = async () => {
        const { attrs } = node
        draw(dom, attrs)
        const fact = await told(sourceOf(editor, this.options), attrs.key)
        if (attrs === node.attrs) draw(dom, attrs, fact, accept)
      }
      show()
      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false
          node = next
          show()
          return true
        },
        stopEvent: (event) => Boolean(event.target.closest?.("button")),
        ignoreMutation: () => true,
      }
    }
  },
})
