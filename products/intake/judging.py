"""The lines of one decision, compared with what the register holds in that place."""

from functools import cached_property
from itertools import chain

from ledger.enums import IntakeOutcome
from ledger.models import IntakeItem
from ledger.phrases import in_line, labelled
from products.enums import TERMINAL
from products.intake import licences, wordings
from products.intake.approving import approve
from products.intake.lines import line_of
from products.intake.names import Names
from products.models import Authorisation, AuthorisationVersion, IndicationVersion


class Place:
    """What the register holds of a product, in a territory, by an authority; each asked for once."""

    def __init__(self, line):
        self.line = line

    @cached_property
    def licences(self):
        """The open states of its authorisations, those in force first."""
        found = AuthorisationVersion.objects.current().filter(**self._about("authorisation"))
        rows = found.select_related("authorisation", "holder").order_by("-pk")
        return sorted(rows, key=lambda row: row.status in TERMINAL)

    @property
    def licence(self):
        return self.licences[0] if self.licences else None

    @cached_property
    def wordings(self):
        """The open wordings, of all periods, in the order of time."""
        found = IndicationVersion.objects.current().filter(
            **self._about("indication__authorisation")
        )
        return list(found.select_related("indication__concept").order_by("valid"))

    def _about(self, path):
        line = self.line
        named = Authorisation(
            product=line.product, jurisdiction=line.territory, authority=line.authority
        )
        columns = ("product_id", "jurisdiction_id", "authority_id")
        return {f"{path}__{column}": getattr(named, column) for column in columns}


def judge(items, proposer):
    """Compare unread `items` of one batch as far as the first proposal, and save them.

    About 10 queries, and those of the proposal.
    """
    pairs = _expanded(_understood(items, proposer.remembered(Names)))
    first = next(pairs, None)
    if first is None:
        return
    place, pairs = Place(first[1]), chain([first], pairs)
    if place.licence is None:
        licences.approve_first(list(pairs), proposer)
    else:
        _compare(pairs, place, proposer)


def _compare(pairs, place, proposer):
    """Compare each fact with those of the place; what is new becomes one approval at the end."""
    new, before = [], proposer.offers
    for item, line in pairs:
        if item.part != "wording":
            licences.COMPARE[item.part](item, line, place, proposer)
        elif not wordings.compare(item, line, place, proposer):
            new.append((item, line))
        if proposer.offers > before:
            return
    approve(new, proposer, is_first=False)


def _understood(items, names):
    for item in items:
        line, problems = line_of(item.stated, names)
        if line is None:
            item.outcome, item.problems = IntakeOutcome.NOT_UNDERSTOOD, problems
            item.save()
        else:
            item.about = _about(line)
            yield item, line


def _about(line):
    use = line.use or line.use_label
    place = in_line(line.product, line.territory)
    return (labelled(place, use) if use else place)[:400]


def _expanded(pairs):
    """Yield a pair for each fact of each line; a line of several facts becomes several items.

    They are kept at once, so that each can be judged without the others.
    """
    for item, line in pairs:
        others = []
        if item.part == "row":
            item.part, *parts = line.parts
            item.save(update_fields=["part"])
            others = IntakeItem.objects.bulk_create(_part_of(item, part) for part in parts)
        yield from ((each, line) for each in (item, *others))


def _part_of(item, part):
    copied = {name: getattr(item, name) for name in ("number", "stated", "batch", "after", "about")}
    return IntakeItem(intake_id=item.intake_id, part=part, **copied)
