"""All that the register holds on a product in a period, assembled once for every format."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from henlius.history.exports.acts import Act, acts
from henlius.history.exports.asking import Scope
from henlius.history.exports.sections import SECTIONS, Section
from ledger.models import Recorded, Seal, Signature, SourceDocument
from newsroom.models import Binding
from newsroom.scopes import subject_of
from products.models import IndicationTranslation, IndicationVersion


@dataclass(frozen=True)
class Fact:
    """A register row, open or closed: the acts that opened and, as far as is known, closed it."""

    section: Section
    row: Recorded
    opened: Act
    closed: Act | None
    translations: list[IndicationTranslation]
    bindings: list[Binding]

    @property
    def key(self):
        """Such as `products.indicationversion:12`."""
        return f"{self.row._meta.label_lower}:{self.row.pk}"

    @property
    def is_public(self):
        return self.opened.is_public

    @property
    def territory(self):
        return _reached(self.row, self.section.territory)

    @property
    def about(self):
        """What the row is a fact about; the row itself where it is its own identity."""
        return getattr(self.row, self.section.identity) if self.section.identity else self.row


@dataclass(frozen=True)
class Dossier:
    """`facts` in the order of `SECTIONS`, `acts` by position; `head` is the seal at `scope.seq`."""

    scope: Scope
    head: str
    facts: list[Fact]
    acts: dict[int, Act]
    signatures: list[Signature]

    @property
    def day(self) -> date:
        """The day of the export, in Hong Kong."""
        return timezone.localdate(self.scope.at)

    @property
    def sources(self) -> list[SourceDocument]:
        """Every source cited, once, by its key."""
        found = {cited.source for act in self.acts.values() for cited in act.citations}
        found |= {t.source for fact in self.facts for t in fact.translations if t.source}
        return sorted(found, key=lambda source: source.key)

    @property
    def bindings(self) -> list[Binding]:
        return [binding for fact in self.facts for binding in fact.bindings]

    def of(self, section):
        return [fact for fact in self.facts if fact.section is section]


def assemble(scope):
    """Return the `Dossier` of a `Scope`: one query a section, and 8 more."""
    found = [(section, row) for section in SECTIONS for row in section.rows(scope)]
    rows = [row for _section, row in found]
    behind = acts(_seqs(rows, scope.seq), scope.at)
    translated, bound = _translations(rows, scope.at), _bindings(rows, scope.at)
    facts = [
        Fact(
            section=section,
            row=row,
            opened=behind[row.opened_by_id],
            closed=behind.get(row.closed_by_id),
            translations=translated.get(_text_hash(row), []),
            bindings=bound.get((row._meta.db_table, row.pk), []),
        )
        for section, row in found
    ]
    return Dossier(scope, _seal_at(scope.seq), facts, behind, _edition_signatures(facts, scope.at))


def _seqs(rows, seq):
    touching = {row.opened_by_id for row in rows} | {row.closed_by_id for row in rows}
    return {each for each in touching if each and each <= seq}


def _text_hash(row):
    is_wording = isinstance(row, IndicationVersion)
    return hashlib.sha256(row.text.encode()).hexdigest() if is_wording else ""


def _translations(rows, at):
    hashes = {_text_hash(row) for row in rows} - {""}
    kept = IndicationTranslation.objects.filter(text_hash__in=hashes, recorded_at__lte=at)
    found = {}
    for translation in kept.select_related("source", "translated_by").order_by("pk"):
        found.setdefault(translation.text_hash, []).append(translation)
    return found


def _bindings(rows, at):
    """`{(table, key): [Binding]}` of what frozen editions show of `rows`."""
    keys = {}
    for row in rows:
        keys.setdefault(row._meta.db_table, []).append(row.pk)
    showing = Q(pk=None)
    for table, mine in keys.items():
        showing |= Q(table=table, row__in=mine)
    kept = Binding.objects.filter(showing, edition__frozen_at__lte=at)
    found = {}
    for binding in kept.select_related("edition__release", "edition__publication").order_by("pk"):
        found.setdefault((binding.table, binding.row), []).append(binding)
    return found


def _edition_signatures(facts, at):
    subjects = {subject_of(b.edition.release) for fact in facts for b in fact.bindings}
    kept = Signature.objects.filter(subject__in=subjects, signed_at__lte=at)
    return list(kept.select_related("signer").order_by("pk"))


def _seal_at(seq):
    sealed = Seal.objects.filter(pk=seq).first()
    return str(sealed) if sealed else ""


def _reached(row, path):
    for name in filter(None, path.split("__")):
        row = getattr(row, name)
    return row if path else None
