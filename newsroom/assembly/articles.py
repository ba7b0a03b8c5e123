import hashlib
import html
import re
from collections import defaultdict
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from newsroom.assembly.blocks import blocks_of
from newsroom.assembly.shown import Finding, Shown
from newsroom.enums import FINAL, NOTED, EditionKind, ReleaseKind
from newsroom.facts.markup import facts_in

# Version of the templates under templates/blocks/ and of the `ed-` classes that they use.
TEMPLATE_VERSION = 1
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|dd|dt|blockquote|figcaption|caption)>")


@dataclass(frozen=True)
class Article:
    """A release in one language at one moment: its bytes, what they rest on, what they lack."""

    locale: str
    title: str
    summary: str
    html: SafeString
    plain: str
    sha256: str
    bindings: list[dict]
    findings: list[Finding]
    images: list[str]
    files: list[str]
    note: str = ""


def articles(release, moment):
    """Return `{locale: Article}` for the languages of `release` at `moment`.

    A withdrawal says what was public, or nothing, under its note. Writes nothing. Queries: those of
    `blocks_of`, and of the blocks' resolvers: what one has asked of the register for one
    language, none asks again.
    """
    if moment.kind in FINAL:
        return _withdrawn(release, moment)
    blocks, known = blocks_of(release), {}
    products = frozenset(_products(blocks, release.required_languages))
    return {
        locale: _article(release, moment, locale, blocks, (known, products))
        for locale in release.required_languages
    }


def _products(blocks, locales):
    """Yield the slugs of the products that `blocks` show; a fact may name something else as well."""
    for _block_type, block in blocks:
        if product := getattr(block, "product", None):
            yield product.slug
        text = getattr(block, "boilerplate", block)
        if hasattr(text, "body"):
            bodies = (_in_language(text, "body", locale) for locale in locales)
            yield from (key.whole for body in bodies for key, _accepted in facts_in(body))


def _article(release, moment, locale, blocks, asked):
    with translation.override(locale):
        parts, bindings, findings, images, files = [], [], [], [], []
        for index, (block_type, block) in enumerate(blocks, start=1):
            if block.languages and locale not in block.languages:
                continue
            shown = Shown(moment, locale, f"{index}.{block._meta.model_name}", *asked)
            context = block_type.resolve(shown, block)
            parts.append(render_to_string(block_type.template, context | {"locale": locale}))
            bindings += shown.bindings
            findings += shown.findings
            images += shown.images
            files += shown.files
        rendered = render_to_string(
            "newsroom/article.html",
            {
                "release": release,
                "moment": moment,
                "parts": parts,
                "is_dated": release.kind != ReleaseKind.PROFILE,
            },
        )
    return Article(
        locale=locale,
        title=_in_language(release, "title", locale),
        summary=_in_language(release, "summary", locale),
        html=rendered,
        plain=plain_text(rendered),
        sha256=hashlib.sha256(rendered.encode()).hexdigest(),
        bindings=bindings,
        findings=findings,
        images=sorted(set(images)),
        files=sorted(set(files)),
        note=_note(release, moment, locale),
    )


def _withdrawn(release, moment):
    """Return what was public last, word for word; of a removal only the note is left."""
    texts = release.public_editions[-1].texts.order_by("locale")
    bindings = defaultdict(list)
    columns = ("place", "question", "table", "row", "change_set_id", "shown")
    for bound in release.public_editions[-1].bindings.values("locale", *columns):
        bindings[bound.pop("locale")].append(bound)
    is_empty = moment.kind == EditionKind.REMOVAL
    return {
        text.locale: Article(
            locale=text.locale,
            title="" if is_empty else text.title,
            summary="" if is_empty else text.summary,
            html=mark_safe("" if is_empty else text.article),  # noqa: S308  frozen bytes
            plain="" if is_empty else text.plain,
            sha256=hashlib.sha256(b"").hexdigest() if is_empty else text.sha256,
            bindings=[] if is_empty else bindings[text.locale],
            findings=[],
            images=[] if is_empty else text.images,
            files=[] if is_empty else text.files,
            note=_note(release, moment, text.locale),
        )
        for text in texts
    }


def _note(release, moment, locale):
    return _in_language(release, "note", locale) if moment.kind in NOTED else ""


def plain_text(markup):
    """Return the text of `markup`, a line a paragraph, list item, heading or table row."""
    flowing = " ".join(markup.split())
    lines = html.unescape(strip_tags(BLOCK_END.sub("\n", flowing))).splitlines()
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _in_language(release, field, locale):
    return getattr(release, f"{field}_{locale.replace('-', '_')}") or ""
