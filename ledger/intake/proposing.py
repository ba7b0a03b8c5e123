"""Proposals out of the items of an intake: the form of an act, filled in as the file states it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.dates import ImpreciseDate
from ledger.enums import ChangeKind, IntakeOutcome, Stance
from ledger.errors import ImpreciseDateError
from ledger.models import Proposal
from ledger.proposals.forms import act_form, posted
from ledger.proposals.making import propose

REASON_LENGTH = 2000


class Proposer:
    """Drafts the proposals of one intake, in the name of `by`."""

    def __init__(self, intake, by):
        self.intake = intake
        self.by = by
        self.memory = {}
        self.offers = 0

    def remembered(self, make):
        """Return what `make()` gave the first time: names that were looked up stay found."""
        if make not in self.memory:
            self.memory[make] = make()
        return self.memory[make]

    def offer(self, items, act, facts, *, row=None, fields=None, outcome, sources=()):
        """Propose `act` with `facts` (`{form field: text}`) and tell the outcome to `items`.

        All `items` share the proposal; the first one's place is cited beside `sources` (dicts of
        the fields of a citation). `fields` names the column behind a field of the form, for what
        the register says against it. Saves the items; returns the proposal or None.
        """
        self.offers += 1
        form = self._form(act, facts, row, items, sources)
        proposal, is_new = self._drafted(form, items[0].number) if form.is_valid() else (None, True)
        for item in items:
            item.proposal = proposal
            item.outcome = outcome if is_new else IntakeOutcome.ALREADY_PROPOSED
            if proposal is None:
                item.outcome = IntakeOutcome.DIFFERS if item.differences else _REFUSED
                item.problems = problems_of(form, fields or {})
            elif not item.about:
                item.about = proposal.about
            item.save()
        return proposal

    def _form(self, act, facts, row, items, sources):
        blank = act_form(act, row=row)
        data = typed(blank) | self._said(items[0], facts) | self._cited(items[0], sources)
        own = {*blank.fields, *_management(blank)}
        prefixes = tuple(f"{prefix}-" for prefix in blank.formsets)
        data |= {name: value for name, value in facts.items() if value is not None}
        kept = {n: [v] for n, v in data.items() if n in own or n.startswith(prefixes)}
        return act_form(act, row=row, data=posted(kept))

    def _said(self, item, facts):
        said = {"name": self.intake.name, "number": item.number}
        is_late = is_past(facts.get("start") or facts.get("date"))
        reason = _("As “%(name)s” states it, no. %(number)s.") % said
        return {
            "reason": f"{reason} {item.stated.get('note', '')}".strip()[:REASON_LENGTH],
            "entry_kind": ChangeKind.LATE_ENTRY if is_late else ChangeKind.INITIAL,
            "disclosure": "now" if self.intake.is_public else "not-yet",
        }

    def _cited(self, item, sources):
        place = pgettext("an item of a file", "No. %(number)s") % {"number": item.number}
        cited = [*sources, {"source": str(self.intake.source_id), "locator": place}]
        data = {"citations-TOTAL_FORMS": str(len(cited)), "citations-INITIAL_FORMS": "0"}
        for number, fields in enumerate(cited):
            data |= {f"citations-{number}-{name}": value for name, value in fields.items()}
            data[f"citations-{number}-stance"] = Stance.SUPPORTS
        return data

    def _drafted(self, form, number):
        """Return `(proposal, is new)`; an open one that would write the same stands for a new one."""
        with transaction.atomic():
            origin = f"intake:{self.intake.pk}:{number}"
            proposal = propose(form, by=self.by, origin=origin)
            if proposal is None:
                return None, True
            same = Proposal.objects.unfinished().filter(effect=proposal.effect, act=proposal.act)
            if earlier := same.exclude(pk=proposal.pk).order_by("pk").first():
                transaction.set_rollback(True)
                return earlier, False
            return proposal, True


_REFUSED = IntakeOutcome.NOT_UNDERSTOOD


def is_past(stated):
    """Return whether the date `stated` (text or None) is a late entry when it is recorded today.

    It is when every day that it may mean lies before today: `May 2025` from 1 June 2025 on. A date
    whose unit is not over, that is open to the end or that cannot be read, is none.
    """
    try:
        latest = ImpreciseDate.parse(stated or "").latest
    except ImpreciseDateError:
        return False
    return latest is not None and latest < timezone.localdate()


def typed(form):
    """Return `{name: text}` of an unbound form as a person would first see it."""
    data = {}
    for bound in form:
        value = bound.field.prepare_value(bound.initial)
        if value is True:
            data[bound.html_name] = "on"
        elif value not in (None, False):
            shown = bound.field.widget.format_value(value)
            data[bound.html_name] = shown[0] if isinstance(shown, list) else str(shown or "")
    return data | _management(form)


def _management(form):
    return {
        name: "0"
        for prefix in form.formsets
        for name in (f"{prefix}-TOTAL_FORMS", f"{prefix}-INITIAL_FORMS")
    }


def problems_of(form, fields):
    """Return `[[column, text]]` of all that a form refuses; the column is "" when none is meant."""
    found = [(fields.get(name, ""), text) for name, text in _errors(form)]
    for prefix, formset in form.formsets.items():
        for number, each in enumerate(formset.forms):
            found += [
                (fields.get(f"{prefix}-{number}-{name}", fields.get(name, "")), text)
                for name, text in _errors(each)
            ]
        found += [("", text) for text in formset.non_form_errors()]
    return [[column, str(text)] for column, text in dict.fromkeys(found)]


def _errors(form):
    return [(name, text) for name, texts in form.errors.items() for text in texts]
