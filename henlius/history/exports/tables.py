"""A dossier as tables of texts, in the active language: what spreadsheets and CSV hold."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from henlius.history.exports import wording
from henlius.history.exports.plain import hash_of
from ledger.models import Version
from ledger.phrases import labelled


@dataclass(frozen=True)
class Table:
    """`name` fits a sheet of a workbook: at most 31 characters; `rows` hold texts and integers."""

    name: str
    headers: list[str]
    rows: list[list[str | int]]

    @property
    def records(self):
        """Return each row as `[(header, text)]`, without its empty cells."""
        return [
            [(label, cell) for label, cell in zip(self.headers, row, strict=True) if cell != ""]
            for row in self.rows
        ]


def tables(dossier):
    """Return every `Table` of a `Dossier`, the register itself second."""
    return [
        summary(dossier),
        register(dossier),
        _change_sets(dossier),
        _sources(dossier),
        _translations(dossier),
        _shown(dossier),
        _signatures(dossier),
    ]


def summary(dossier):
    scope = dossier.scope
    rows = [
        [_("Product"), str(scope.product)],
        [pgettext("a period", "From"), str(scope.start or _("the first record"))],
        [_("Until"), str(scope.until or _("what lies ahead"))],
        [_("As of"), str(dossier.day)],
        [_("Ledger position"), scope.seq],
        [_("Seal at this position"), dossier.head],
        [_("Made at"), wording.moment(scope.at)],
        [_("SHA-256 of the export (of its JSON)"), hash_of(dossier)],
        [_("Register rows"), len(dossier.facts)],
        [_("Change sets"), len(dossier.acts)],
    ]
    return Table(_("Export"), [_("What"), _("Value")], rows)


def register(dossier):
    """Every register row with all that bears on it; one row each, complete without the others."""
    headers = [
        *(_("Table"), _("Row"), _("Territory"), _("About"), _("Says"), _("Language")),
        *(pgettext("of a period", "Start"), _("Start, earliest"), _("Start, latest")),
        *(pgettext("of a period", "End"), _("End, earliest"), _("End, latest")),
        *(_("Opened by"), _("Kind"), _("Recorded at"), _("Recorded by"), _("Approved by")),
        *(_("Reason"), _("Closed by"), _("Closed at"), _("Why closed"), _("Public")),
        *(_("Sources"), _("Translations"), _("Shown by"), _("As of"), _("Ledger position")),
    ]
    return Table(_("Register"), headers, [_row(dossier, fact) for fact in dossier.facts])


def _row(dossier, fact):
    act, closed = fact.opened, fact.closed
    start, end = wording.period(fact)
    return [
        *(
            str(capfirst(fact.section.label)),
            fact.key,
            fact.territory.code if fact.territory else "",
        ),
        *(str(fact.about), _says(fact), getattr(fact.row, "language", "")),
        *(start, *_bounds(fact, "start"), end, *_bounds(fact, "end")),
        *(act.seq, act.change_set.get_kind_display(), wording.moment(act.change_set.recorded_at)),
        *(wording.person(act.change_set.actor), wording.person(act.change_set.approver)),
        act.change_set.reason,
        closed.seq if closed else "",
        wording.moment(closed.change_set.recorded_at) if closed else "",
        closed.change_set.reason if closed else "",
        wording.publicity(act),
        wording.evidence(fact),
        "\n".join(wording.translation(each) for each in fact.translations),
        "\n".join(wording.shown(fact.bindings)),
        str(dossier.day),
        dossier.scope.seq,
    ]


def _says(fact):
    return "\n".join(labelled(label, text) for label, text in wording.details(fact))


def _bounds(fact, side):
    bound = getattr(fact.row, side) if isinstance(fact.row, Version) else None
    return [str(bound.earliest or ""), str(bound.latest or "")] if bound else ["", ""]


def _change_sets(dossier):
    headers = [
        *(_("Ledger position"), _("Kind"), _("Recorded at"), _("Recorded by"), _("Approved by")),
        *(_("Reason"), _("Entry error"), _("Public"), _("Seal"), _("Sources")),
    ]
    rows = [
        [
            act.seq,
            act.change_set.get_kind_display(),
            wording.moment(act.change_set.recorded_at),
            wording.person(act.change_set.actor),
            wording.person(act.change_set.approver),
            act.change_set.reason,
            act.change_set.entry_error or "",
            wording.publicity(act),
            str(act.change_set.seal),
            "\n".join(wording.cited(citation) for citation in act.citations),
        ]
        for act in dossier.acts.values()
    ]
    return Table(_("Change sets"), headers, rows)


def _sources(dossier):
    headers = [
        *(_("Key"), _("Kind"), _("Title"), _("Issuer"), _("Date"), _("Language")),
        *(_("Confidence"), _("Address"), _("SHA-256 of the file")),
    ]
    rows = [
        [
            source.key,
            source.get_kind_display(),
            source.title,
            source.issuer or "",
            str(source.dated_on or ""),
            source.language or "",
            source.get_confidence_display(),
            source.url or "",
            source.sha256 or "",
        ]
        for source in dossier.sources
    ]
    return Table(_("Sources"), headers, rows)


def _translations(dossier):
    headers = [
        *(_("Row"), _("Language"), _("Translation"), _("Status"), _("Translated by")),
        *(_("Recorded at"), _("Source")),
    ]
    rows = [
        [
            fact.key,
            each.language,
            each.text,
            each.get_status_display(),
            wording.person(each.translated_by),
            wording.moment(each.recorded_at),
            each.source.key if each.source else "",
        ]
        for fact in dossier.facts
        for each in fact.translations
    ]
    return Table(_("Translations"), headers, rows)


def _shown(dossier):
    headers = [
        *(_("Row"), _("Release"), _("Edition"), _("Language"), _("Place"), _("Value shown")),
        *(_("Public from"), _("Public until")),
    ]
    rows = []
    for fact in dossier.facts:
        for each in fact.bindings:
            visible = getattr(getattr(each.edition, "publication", None), "visible", None)
            rows.append(
                [
                    *(fact.key, each.edition.release.slug, each.edition.number or _("candidate")),
                    *(each.locale, each.place, each.shown),
                    wording.moment(visible.lower) if visible else "",
                    wording.moment(visible.upper) if visible else "",
                ]
            )
    return Table(_("Shown by"), headers, rows)


def _signatures(dossier):
    headers = [
        *(_("What was signed"), _("Part"), _("Printed name"), _("Meaning"), _("Signed at")),
        *(_("SHA-256 signed"), _("Reason"), _("Method")),
    ]
    behind = [each for act in dossier.acts.values() for each in act.signatures]
    rows = [
        [
            *(each.subject, each.scope, each.printed_name, each.get_meaning_display()),
            *(wording.moment(each.signed_at), each.content_hash, each.reason),
            each.get_method_display(),
        ]
        for each in [*behind, *dossier.signatures]
    ]
    return Table(_("Signatures"), headers, rows)
