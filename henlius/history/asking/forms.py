"""The form of a question. It is sent by GET, so that an address says what was asked."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from henlius.history.asking.kinds import KINDS
from henlius.history.asking.moments import DayField, InstantField, KnownField, TypedField
from henlius.history.asking.question import Question
from ledger.phrases import listed
from products.models import Authority, IndicationConcept, Jurisdiction, Product

MOST = 500  # what a list of suggestions names at most
NOT_BY_THIS = _("“%(kind)s” is not recorded by this. Empty it, or ask for another kind of fact.")
ABOUT = ("product", "jurisdiction", "authority", "concept")


class NamedField(TypedField):
    """Reads the key or the name, in any language, of a record of `model`; suggests what there is."""

    def __init__(self, model, key, **kwargs):
        self.model, self.key = model, key
        super().__init__(max_length=200, **kwargs)

    def read(self, typed):
        named = Q(**{f"{self.key}__iexact": typed})
        for name in ("name_en", "name_zh_hans"):
            named |= Q(**{f"{name}__iexact": typed})
        found = list(self.model.objects.filter(named)[:5])
        if len(found) == 1:
            return found[0]
        raise ValidationError(self._unclear(typed, found))

    def suggestions(self):
        """Return `(key, name)` of the first records. 1 query."""
        return [(getattr(row, self.key), str(row)) for row in self.model.objects.all()[:MOST]]

    def _unclear(self, typed, found):
        if found:
            keys = listed(getattr(row, self.key) for row in found)
            return gettext("Several are called “%(typed)s”. Choose one: %(keys)s.") % {
                "typed": typed,
                "keys": keys,
            }
        return gettext("Nothing here is called “%(typed)s”. Choose from the list.") % {
            "typed": typed[:80]
        }


def code_field(model, label):
    """A choice by `code`; what is not there is named in the error, for a select cannot show it."""
    return forms.ModelChoiceField(
        model.objects.all(),
        to_field_name="code",
        required=False,
        label=label,
        empty_label=_("any"),
        error_messages={
            "invalid_choice": _("“%(value)s” is not among them. Choose from the list.")
        },
    )


class SuggestingForm(forms.Form):
    """A form whose named fields suggest what there is, by a list of the page.

    Refuses to ask a kind of fact by something that it is not recorded by.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self._named():
            field.widget.attrs |= {"list": f"suggested-{name}", "autocomplete": "off"}

    def suggested(self):
        """Return `{id of a datalist: [(key, name)]}`. 1 query each."""
        return {f"suggested-{name}": field.suggestions() for name, field in self._named()}

    def clean(self):
        cleaned = super().clean()
        kind = KINDS[cleaned["kind"] or "wording"] if "kind" in cleaned else None
        for name in ABOUT if kind else ():
            if cleaned.get(name) and not getattr(kind, name):
                self.add_error(name, NOT_BY_THIS % {"kind": kind.label})
        return cleaned

    def _named(self):
        return [(name, f) for name, f in self.fields.items() if isinstance(f, NamedField)]


class QuestionForm(SuggestingForm):
    """Reads a `Question`; empty means today, as known now."""

    kind = forms.ChoiceField(
        choices=[(kind.key, kind.label) for kind in KINDS.values()],
        initial="wording",
        required=False,
        label=_("Kind of fact"),
    )
    product = NamedField(Product, "slug", label=_("Product"), required=False)
    jurisdiction = code_field(Jurisdiction, _("Territory"))
    concept = NamedField(IndicationConcept, "key", label=_("Use"), required=False)
    authority = code_field(Authority, _("Authority"))
    day = DayField(
        required=False,
        label=_("On the day"),
        max_length=40,
        help_text=_("Empty: today, in each territory."),
    )
    known = KnownField(
        required=False,
        label=_("As known at"),
        help_text=_("A ledger position, or a moment in Hong Kong time. Empty: now."),
    )
    public = InstantField(
        required=False,
        label=_("As public at"),
        max_length=40,
        help_text=_("A moment in Hong Kong time. Empty: public or not."),
    )

    left_out = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.left_out:
            del self.fields[name]
        for name, example in {"day": "2025-09-17", "public": "2025-09-17 08:00"}.items():
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = example

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("known") and cleaned.get("public"):
            self.add_error("public", _("Ask as known or as public, not both: empty one of them."))
        kind = KINDS[cleaned.get("kind") or "wording"] if "kind" not in self.errors else None
        for name in ABOUT if kind else ():
            if cleaned.get(name) and not getattr(kind, name):
                self.add_error(
                    name, _("“%(kind)s” is not recorded by this. Empty it.") % {"kind": kind.label}
                )
        return cleaned

    def question(self, **about):
        """Return the `Question` of a valid form; `about` is what another form says."""
        asked = self.cleaned_data
        seq, known_at = asked.get("known") or (None, None)
        read = {name: asked.get(name) for name in ABOUT} | {"kind": asked.get("kind") or "wording"}
        return Question(
            **(read | about),
            day=asked.get("day"),
            seq=seq,
            public_at=asked.get("public"),
            known_at=known_at,
        )


class InForceForm(QuestionForm):
    """Q1: a day, as known today."""

    left_out = ("known", "public")


class AsKnownForm(QuestionForm):
    """Q2: a day, as known at a moment that must be named."""

    left_out = ("public",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["known"].required = True
        self.fields["known"].help_text = _("A ledger position, or a moment in Hong Kong time.")
