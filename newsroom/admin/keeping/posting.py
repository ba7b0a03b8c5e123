"""Values as a browser posts them, and the data of a form written again around others."""

import re

from django import forms


def posted(field, name, value):
    """Return `{name: [texts]}`: what a browser posts for `field` when it holds `value`."""
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(field.prepare_value(value))
        inner = zip(widget.widgets_names, widget.widgets, parts, strict=True)
        return {f"{name}{s}": [_text(one.format_value(part))] for s, one, part in inner}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    if getattr(widget, "allow_multiple_selected", False):
        return {name: [str(one) for one in field.prepare_value(value) or []]}
    return {name: [_text(widget.format_value(field.prepare_value(value)))]}


def replace(data, field, name, value):
    """Let `data` (a mutable `QueryDict`) hold `value` for `field`."""
    for old in [name, *(f"{name}{s}" for s in getattr(field.widget, "widgets_names", ()))]:
        data.pop(old, None)
    for key, texts in posted(field, name, value).items():
        data.setlist(key, texts)


def taken_out(data, prefix):
    """Remove the forms of a formset from `data`; return them as `{index: {rest of name: texts}}`."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    found = {}
    for match in [m for m in map(pattern.fullmatch, list(data)) if m]:
        found.setdefault(int(match[1]), {})[match[2]] = data.pop(match[0])
    return found


def put_in(data, prefix, initial, extra):
    """Write forms (`{rest of name: texts}`) of a formset into `data`, those of known rows first."""
    for index, form in enumerate([*initial, *extra]):
        for rest, texts in form.items():
            data.setlist(f"{prefix}-{index}-{rest}", texts)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(initial))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(initial) + len(extra))


def _text(value):
    if isinstance(value, list):
        value = next(iter(value), None)
    return "" if value is None else str(value)
