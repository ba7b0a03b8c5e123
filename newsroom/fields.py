from functools import partial

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django_prose_editor.fields import ProseEditorField, create_sanitizer

from newsroom.facts.markup import only_facts

# One declaration drives the toolbar and the server's sanitiser: nothing else passes.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "WordPaste": True,
    "Fact": {
        "values": reverse_lazy("admin:newsroom_fact_values"),
        "search": reverse_lazy("admin:newsroom_fact_search"),
    },
}

ProseField = partial(
    ProseEditorField,
    extensions=EXTENSIONS,
    sanitize=[only_facts, create_sanitizer],  # the last one comes first
    max_length=100_000,
)


class ChoicesField(ArrayField):
    """Several of the `options` (pairs of value and label), kept in the order in which they are offered."""

    def __init__(self, options=(), **kwargs):
        self.options = options
        kwargs.setdefault("base_field", models.CharField(max_length=20))
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=self.options,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            initial=self.get_default(),
            widget=forms.CheckboxSelectMultiple,
        )
