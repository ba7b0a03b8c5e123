"""From Word to blocks: a .docx or what Word puts on the clipboard, read, paired and placed."""
