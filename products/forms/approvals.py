"""Approvals and withdrawals: acts that touch an authorisation, its indications and its names at once."""

from django import forms
from django.contrib.admin import site, widgets
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.errors import LedgerError, OverlapError
from ledger.forms.acts import ActForm, EndForm
from ledger.forms.dates import ImpreciseDateField
from ledger.forms.fields import WordingField, form_fields, language_choices
from ledger.forms.records import KINDS
from ledger.models import period
from products.enums import APPROVALS, ApprovalBasis, AuthorisationStatus, EventKind, WordingKind
from products.forms.events import STATED_AS, not_finer_than_stated
from products.forms.names import SCRIPTS
from products.models import (
    Authorisation,
    AuthorisationVersion,
    EventIndication,
    Indication,
    IndicationConcept,
    IndicationVersion,
    Presentation,
    PresentationVersion,
    RegulatoryEvent,
    TradeName,
    TradeNameVersion,
)

EVENT_FACTS = [
    "product",
    "jurisdiction",
    "authority",
    "date_basis",
    "announced_on",
    "effective_on",
    "number",
    "holder",
    "strength",
]
TERMINAL = [
    AuthorisationStatus.WITHDRAWN,
    AuthorisationStatus.REVOKED,
    AuthorisationStatus.EXPIRED,
]


class WordingForm(forms.Form):
    """One approved indication: its use and its wording as on the document."""

    heading = _("Approved indications")
    add_label = _("Add another indication")

    concept = forms.ModelChoiceField(
        IndicationConcept.objects.all(),
        label=_("Use"),
        required=False,
        widget=widgets.AutocompleteSelect(Indication._meta.get_field("concept"), site),
        help_text=_("The same use in other territories, so that they can be laid side by side."),
    )
    new_concept = forms.CharField(
        label=_("New use: short label in English"),
        max_length=200,
        required=False,
        widget=widgets.AdminTextInputWidget,
    )
    text = WordingField(
        label=_("Wording"),
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("Letter by letter as on the document."),
    )
    language = forms.ChoiceField(
        label=_("Language of the wording"), choices=language_choices, initial="en"
    )
    wording_kind = forms.ChoiceField(
        label=_("Closeness to the label"), choices=WordingKind.choices, initial=WordingKind.LABEL
    )
    approval_basis = forms.ChoiceField(
        label=_("Approval basis"), choices=ApprovalBasis.choices, initial=ApprovalBasis.NOT_STATED
    )
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("concept", "new_concept"),
                    "text",
                    ("language", "wording_kind", "approval_basis"),
                ]
            },
        )
    ]

    def clean(self):
        data = super().clean()
        named = data.get("concept") or data.get("new_concept")
        if data.get("concept") and data.get("new_concept"):
            raise ValidationError(_("Choose a use or name a new one, not both."))
        if named and not (data.get("text") or "").strip():
            self.add_error("text", _("Give the wording."))
        if not named and (data.get("text") or "").strip():
            self.add_error("concept", _("Choose the use or name a new one."))
        return data

    def rows(self, authorisation, slot, start):
        """Return the unsaved wording of a new indication in place `slot`, or nothing."""
        data = self.cleaned_data
        if not (data.get("text") or "").strip():
            return []
        concept = (
            data["concept"]
            or IndicationConcept.objects.get_or_create(
                key=slugify(data["new_concept"])[:80], defaults={"name_en": data["new_concept"]}
            )[0]
        )
        indication = Indication.objects.create(
            authorisation=authorisation, slot=slot, concept=concept
        )
        stated = {n: data[n] for n in ("text", "language", "wording_kind", "approval_basis")}
        return [IndicationVersion(indication=indication, **stated, **period(start))]


WordingFormSet = forms.formset_factory(WordingForm, extra=1, max_num=12, absolute_max=12)


class RecordApprovalForm(ActForm):
    """An approval in one change set: event, authorisation, wordings, trade name, strength."""

    title = _("Record an approval")
    explanation = _(
        "One decision of an authority: the event, the authorisation, the approved wordings and "
        "the trade name are recorded together."
    )
    extra_formsets = {"wordings": WordingFormSet}
    kind = forms.ChoiceField(
        label=_("Decision"), choices=[(kind, EventKind(kind).label) for kind in APPROVALS]
    )
    date = ImpreciseDateField(label=_("Date of the decision"))
    trade_name = forms.CharField(
        label=_("Trade name"),
        max_length=100,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("Only when it is new in this territory."),
    )
    trade_name_language = forms.ChoiceField(
        label=_("Script of the name"), choices=SCRIPTS, required=False
    )
    entry_kind = forms.ChoiceField(label=_("Kind of entry"), choices=KINDS)

    def add_fields(self):
        self.fields |= form_fields(RegulatoryEvent, EVENT_FACTS)
        for name in ("product", "authority"):
            self.fields[name].required = True
        self.fields["date_basis"].help_text = STATED_AS

    @property
    def fact_fieldsets(self):
        return [
            (_("Decision"), {"fields": [("product", "jurisdiction", "authority"), "kind"]}),
            (_("When"), {"fields": ["date", "date_basis", ("announced_on", "effective_on")]}),
            (_("Licence"), {"fields": [("number", "holder"), "strength"]}),
            (_("Name"), {"fields": [("trade_name", "trade_name_language")]}),
        ]

    @property
    def fieldsets_after(self):
        (why, _fields), *rest = super().fieldsets_after
        return [(why, {"fields": ["entry_kind", "reason"]}), *rest]

    def clean(self):
        data = super().clean()
        not_finer_than_stated(self, data)
        if data.get("kind") == EventKind.NEW_STRENGTH and not data.get("strength"):
            self.add_error("strength", _("Name the new strength."))
        return data

    def perform(self, by, evidence):
        data = self.cleaned_data
        start = data["date"].capped(data["announced_on"])
        authorisation, licence = self._authorisation(start)
        wordings = self._wordings(authorisation, start)
        event = RegulatoryEvent(kind=data["kind"], **{name: data[name] for name in EVENT_FACTS})
        event.date = start
        links = [EventIndication(event=event, indication=row.indication) for row in wordings]
        others = [*licence, *self._presentation(authorisation, start), *self._trade_name(start)]
        return actions.record(
            [*others, *wordings, event, *links],
            kind=data["entry_kind"],
            **self.common(by, evidence),
        )

    def _authorisation(self, start):
        """Return the authorisation and, for a first approval, its unsaved state."""
        data = self.cleaned_data
        place = {name: data[name] for name in ("product", "jurisdiction", "authority")}
        in_force = Authorisation.objects.filter(pk__in=_in_force(), **place).first()
        if data["kind"] != EventKind.INITIAL_APPROVAL:
            if not in_force:
                raise LedgerError(_NO_AUTHORISATION, field="kind")
            return in_force, []
        if in_force:
            raise OverlapError(_ALREADY_AUTHORISED, field="kind")
        state = AuthorisationVersion(
            authorisation=Authorisation.objects.create(**place),
            status=AuthorisationStatus.GRANTED,
            holder=data["holder"],
            number=data["number"],
            **period(start),
        )
        return state.authorisation, [state]

    def _wordings(self, authorisation, start):
        last = authorisation.indications.order_by("slot").last()
        slot, rows = last.slot if last else 0, []
        for form in self.formsets["wordings"]:
            rows += form.rows(authorisation, slot + len(rows) + 1, start)
        if not rows and self.cleaned_data["kind"] == EventKind.SUPPLEMENTAL_INDICATION:
            raise LedgerError(_NO_WORDING)
        return rows

    def _presentation(self, authorisation, start):
        if not (strength := self.cleaned_data["strength"]):
            return []
        presentation, _made = Presentation.objects.get_or_create(
            authorisation=authorisation, strength=strength
        )
        return [PresentationVersion(presentation=presentation, **period(start))]

    def _trade_name(self, start):
        data = self.cleaned_data
        if not data["trade_name"]:
            return []
        name, _made = TradeName.objects.get_or_create(
            product=data["product"],
            jurisdiction=data["jurisdiction"],
            name=data["trade_name"],
            defaults={"language": data["trade_name_language"] or "en"},
        )
        if name.versions.current().exists():
            return []
        return [TradeNameVersion(trade_name=name, **period(start))]


_NO_AUTHORISATION = _(
    "The register holds no authorisation of this product by this authority. "
    "Record the first approval before this one."
)
_ALREADY_AUTHORISED = _(
    "The register holds an authorisation of this product by this authority already. "
    "Choose an additional indication or a new strength, or correct the record."
)
_NO_WORDING = _("An additional indication needs its wording: fill in an approved indication.")


def _in_force():
    open_rows = AuthorisationVersion.objects.current().filter(valid__upper_inf=True)
    return open_rows.exclude(status__in=TERMINAL).values("authorisation")


class WithdrawForm(EndForm):
    """An authorisation ends with everything that stands on it (INV-8), and says how."""

    title = _("Withdraw")
    explanation = _(
        "The authorisation ends, and in the same change its indications and presentations."
    )
    status = forms.ChoiceField(
        label=_("How it ended"), choices=[(s, AuthorisationStatus(s).label) for s in TERMINAL]
    )

    @property
    def fact_fieldsets(self):
        return [(_("How and when"), {"fields": ["status", "end"]})]

    def perform(self, by, evidence):
        end = self.cleaned_data["end"]
        ended = self.row.copied(status=self.cleaned_data["status"], **period(end))
        return actions.end(
            [self.row, *_standing_on(self.row.authorisation)],
            end=end,
            opens=[ended],
            **self.common(by, evidence),
        )


def _standing_on(authorisation):
    """Return the open rows, not ended yet, of what an authorisation carries."""
    wordings = IndicationVersion.objects.filter(indication__authorisation=authorisation)
    strengths = PresentationVersion.objects.filter(presentation__authorisation=authorisation)
    return [
        row
        for rows in (wordings, strengths)
        for row in rows.current().filter(valid__upper_inf=True)
    ]
