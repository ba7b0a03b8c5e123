"""How an item is told what was found."""

from django.utils.translation import gettext as _

from ledger.enums import IntakeOutcome


def agrees(item, identity):
    item.identity, item.outcome = identity, IntakeOutcome.AGREES
    item.save()


def not_understood(item, column, text):
    item.outcome, item.problems = IntakeOutcome.NOT_UNDERSTOOD, [[column, text]]
    item.save()


def differs(item, text):
    """It differs, and no act of here mends that: `text` says what to do."""
    item.outcome, item.problems = IntakeOutcome.DIFFERS, [["", text]]
    item.save()


def waits(item, text):
    item.outcome, item.problems = IntakeOutcome.WAITS, [["", text]]
    item.save()


def waits_behind(item, kind):
    """Save that `item` waits for the row behind which it stands; return whether it does."""
    if not (number := item.after.get(kind)):
        return False
    if kind == "authorisation":
        text = _(
            "The first approval, row %(number)s, is not in the register yet. Once it is signed, "
            "compare again."
        )
    else:
        text = _(
            "The earlier wording of this use, row %(number)s, is not in the register yet. Once it "
            "is signed, compare again."
        )
    waits(item, text % {"number": number})
    return True


def has_date(item, line):
    """Return whether the line is dated; otherwise save that a proposal needs that."""
    if not line.decided:
        not_understood(
            item,
            "decided",
            _("This is not in the register: to propose it, give the decision date."),
        )
    return bool(line.decided)


def dates_differ(ours, stated):
    """Whether `stated` contradicts or refines our date; a coarser one around ours does neither."""
    begins = stated.earliest is None or (ours.earliest and stated.earliest <= ours.earliest)
    ends = stated.latest is None or (ours.latest and ours.latest <= stated.latest)
    return not (begins and ends)
