"""An approval: one act on an authorisation, its indications, strengths and names."""

from django import forms
from django.contrib.admin import widgets
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.errors import LedgerError, OverlapError
from ledger.forms.base import ActForm
from ledger.forms.dates import ImpreciseDateField
from ledger.forms.fields import form_fields
from ledger.forms.records import KINDS
from ledger.models import period
from products.enums import APPROVALS, TERMINAL, AuthorisationStatus, EventKind
from products.expectations import ended_by
from products.forms.cases import CurrentProcedureMixin, require_same_case
from products.forms.events import STATED_AS, not_finer_than_stated
from products.forms.names import SCRIPTS
from products.forms.wordings import WordingFormSet
from products.models import (
    Authorisation,
    AuthorisationVersion,
    EventIndication,
    Indication,
    IndicationVersion,
    Presentation,
    PresentationVersion,
    RegulatoryEvent,
    TradeName,
    TradeNameVersion,
)

EVENT_FACTS = [
    "procedure",
    "product",
    "jurisdiction",
    "authority",
    "date_basis",
    "seq_on_day",
    "announced_on",
    "effective_on",
    "number",
    "holder",
    "strength",
]


class RecordApprovalForm(CurrentProcedureMixin, ActForm):
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
        super().add_fields()
        for name in ("product", "authority"):
            self.fields[name].required = True
        self.fields["date_basis"].help_text = STATED_AS

    @property
    def fact_fieldsets(self):
        return [
            (
                _("Decision"),
                {"fields": [("product", "jurisdiction", "authority"), ("kind", "procedure")]},
            ),
            (
                _("When"),
                {
                    "fields": [
                        ("date", "date_basis"),
                        "seq_on_day",
                        ("announced_on", "effective_on"),
                    ]
                },
            ),
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
        require_same_case(self, data.get("procedure"), data)
        return data

    def held(self):
        data = self.cleaned_data
        names = ("product", "jurisdiction", "authority")
        place = {f"authorisation__{name}": data.get(name) for name in names}
        if None in place.values():
            return None
        indications = Indication.objects.filter(**place, concept__in=self._concepts())
        wordings = IndicationVersion.objects.current().filter(indication__in=indications)
        licence = AuthorisationVersion.objects.current().filter(**place)
        return wordings if wordings.exists() else licence

    def _concepts(self):
        found = [form.found_concept() for form in self.formsets["wordings"] if form.is_valid()]
        return [concept for concept in found if concept]

    def perform(self, by, evidence):
        data = self.cleaned_data
        start = data["date"].capped(data["announced_on"])
        event = self.event(start)
        facts, wordings = self.approved(start)
        links = [EventIndication(event=event, indication=row.indication) for row in wordings]
        closes, ended = ended_by(data["procedure"], data["kind"], start)
        return actions.commit(
            kind=data["entry_kind"],
            opens=[*facts, *wordings, event, *links, *ended],
            closes=closes,
            **self.common(by, evidence),
        )

    def event(self, start):
        """Return the unsaved event of the decision."""
        data = self.cleaned_data
        event = RegulatoryEvent(kind=data["kind"], **{name: data[name] for name in EVENT_FACTS})
        event.date = start
        return event

    def approved(self, start):
        """Return (other facts, wordings) that the approval opens, all unsaved."""
        authorisation, licence = self._authorisation(start)
        wordings = self._wordings(authorisation, start)
        named = [*self._presentation(authorisation, start), *self._trade_name(start)]
        return [*licence, *named], wordings

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
        _require_new(authorisation, rows)
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
_ALREADY_INDICATED = _(
    "“%(indication)s” is recorded already for this time, as no. %(slot)s of the list. "
    "Amend or correct its wording instead of recording it a second time."
)
_NO_WORDING = _("An additional indication needs its wording: fill in an approved indication.")


def _require_new(authorisation, rows):
    """Refuse wordings of a use that one authorisation has for the same time, or that come twice."""
    for number, row in enumerate(rows):
        concept = row.indication.concept
        others = IndicationVersion.objects.current().filter(
            indication__authorisation=authorisation,
            indication__concept=concept,
            valid__overlap=row.valid,
        )
        found = [other.indication for other in others.select_related("indication")[:1]]
        found += [
            other.indication for other in rows[:number] if other.indication.concept == concept
        ]
        if found:
            named = {"indication": concept, "slot": found[0].slot}
            raise OverlapError(_ALREADY_INDICATED % named)


def _in_force():
    open_rows = AuthorisationVersion.objects.current().filter(valid__upper_inf=True)
    return open_rows.exclude(status__in=TERMINAL).values("authorisation")
