/*
 * Says the words of the text editor, which names its buttons in English only, in the page's language.
 *
 * Its dialogs ask the catalogue by themselves, but for what they offer to choose; their words are listed
 * here so that it holds them.
 */
const { gettext = (word) => word } = window
const WORDS = {
  Paragraph: gettext("Paragraph"),
  paragraph: gettext("paragraph"),
  "Heading 2": gettext("Heading 2"),
  "heading 2": gettext("heading 2"),
  "Heading 3": gettext("Heading 3"),
  "heading 3": gettext("heading 3"),
  "unordered list": gettext("unordered list"),
  "ordered list": gettext("ordered list"),
  "List properties": gettext("List properties"),
  "List type": gettext("List type"),
  "Start at": gettext("Start at"),
  "Decimal numbers": gettext("Decimal numbers"),
  "Lowercase letters": gettext("Lowercase letters"),
  "Uppercase letters": gettext("Uppercase letters"),
  "Lowercase Roman numerals": gettext("Lowercase Roman numerals"),
  "Uppercase Roman numerals": gettext("Uppercase Roman numerals"),
  blockquote: gettext("blockquote"),
  bold: gettext("bold"),
  italic: gettext("italic"),
  subscript: gettext("subscript"),
  superscript: gettext("superscript"),
  "insert link": gettext("insert link"),
  "remove link": gettext("remove link"),
  "Edit Link": gettext("Edit Link"),
  URL: gettext("URL"),
  Title: gettext("Title"),
  "Open in new window": gettext("Open in new window"),
  Update: gettext("Update"),
  Cancel: gettext("Cancel"),
  "Insert table": gettext("Insert table"),
  "Table Properties": gettext("Table Properties"),
  Rows: gettext("Rows"),
  Columns: gettext("Columns"),
  "Include header row": gettext("Include header row"),
  "Insert Table": gettext("Insert Table"),
  "Add column": gettext("Add column"),
  "Delete column": gettext("Delete column"),
  "Add row": gettext("Add row"),
  "Delete row": gettext("Delete row"),
  "Merge cells": gettext("Merge cells"),
  "Split cell": gettext("Split cell"),
  "Toggle header cell": gettext("Toggle header cell"),
  "Delete table": gettext("Delete table"),
  Yes: gettext("Yes"),
  No: gettext("No"),
  undo: gettext("undo"),
  redo: gettext("redo"),
}
const NAMED = ".prose-menubar :is([title], .prose-menubar__option > *), .prose-editor-dialog option"

function say(part) {
  const word = WORDS[part.title || part.textContent]
  if (!word) return
  if (part.matches("option")) part.value = part.textContent // the editor reads its own word
  if (part.title) part.title = part.ariaLabel = word
  else part.textContent = word
}

function sayBelow(root) {
  for (const part of [root, ...root.querySelectorAll("*")]) if (part.matches(NAMED)) say(part)
}

sayBelow(document.body)
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node instanceof Element) sayBelow(node)
  }
}).observe(document.body, { childList: true, subtree: true })
