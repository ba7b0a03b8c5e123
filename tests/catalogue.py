"""Readers of the Chinese catalogue and of the texts that the source marks for it."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"
APPS = ("ledger", "products", "pipeline", "newsroom", "henlius")
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}
IN_SCRIPT = re.compile(r'\bn?gettext\("([^"]+)"[,)]')
CALL = re.compile(rf"\b({'|'.join(PLAIN | IN_CONTEXT)})\((u?(['\"]).*?(?<!\\)\3(?:, .*?)?)\) ")


@dataclass
class Entry:
    """An entry of a .po file; `key` is as in the compiled file."""

    flags: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self):
        return _key(self.texts["msgid"], self.texts.get("msgctxt"))

    @property
    def sources(self):
        return [text for name, text in self.texts.items() if name.startswith("msgid")]

    @property
    def translations(self):
        return [text for name, text in self.texts.items() if name.startswith("msgstr")]


def entries(domain="django"):
    """Return the `Entry`s of a catalogue, without its header."""
    blocks = (FOLDER / f"{domain}.po").read_text().strip().split("\n\n")
    return [_entry(block) for block in blocks[1:]]


def marked_texts():
    """Return `{key: file}` of every text that a template, script or module marks for translation."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        found |= dict.fromkeys(_in_template(path.read_text()), path.name)
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        found |= dict.fromkeys(IN_SCRIPT.findall(path.read_text()), path.name)
    for path in (path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))):
        found |= dict.fromkeys(_in_module(path.read_text()), path.name)
    return found


def _entry(block):
    entry, name = Entry(), ""
    for line in block.splitlines():
        if line.startswith("#"):
            entry.flags += line
            continue
        if line.startswith("msg"):
            name, _space, line = line.partition(" ")
        entry.texts[name] = entry.texts.get(name, "") + ast.literal_eval(line)
    return entry


def _in_template(source):
    for call in CALL.finditer(templatize(source) + " "):
        arguments = ast.parse(f"f({call[2]})", mode="eval").body.args
        yield _key_of(call[1], arguments)


def _in_module(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            constant = isinstance(node.args[0], ast.Constant)
            if node.func.id in PLAIN | IN_CONTEXT and constant:
                yield _key_of(node.func.id, node.args)


def _key_of(function, arguments):
    texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
    return _key(texts[1], texts[0]) if function in IN_CONTEXT else _key(texts[0])


def _key(text, context=None):
    return f"{context}\x04{text}" if context is not None else text
