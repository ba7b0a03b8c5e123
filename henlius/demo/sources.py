"""The documents that the facts were taken from, and how acts cite them."""

from datetime import date
from itertools import chain

from henlius.demo.files import register
from ledger.actions import Evidence
from ledger.enums import Confidence, SourceKind, Stance
from ledger.models import SourceDocument

PRIMARY = {SourceKind.SEED, SourceKind.ISSUER, SourceKind.EXCHANGE_FILING, SourceKind.WIRE}


def load_sources(report):
    """Record the missing source documents; return all of them by key."""
    rows = register("sources")
    known = SourceDocument.objects.in_bulk(field_name="key")
    missing = [_document(row) for row in rows if row["id"] not in known]
    report.writes(*SourceDocument.objects.bulk_create(missing))
    report.loads("sources", [row["id"] for row in rows])
    return known | {document.key: document for document in missing}


def _document(row):
    dated = row.get("dated", "")
    return SourceDocument(
        key=row["id"],
        kind=row["kind"],
        title=row["title"],
        url=row["url"],
        dated_on=date.fromisoformat(dated) if len(dated) == len("2025-09-17") else None,
        language=row.get("language"),
        confidence=Confidence.PRIMARY if row["kind"] in PRIMARY else Confidence.SECONDARY,
    )


class Citing:
    """Turns the source ids of rows into evidence."""

    def __init__(self, documents):
        self.documents = documents

    def supports(self, *sources, locator="", note=None):
        """Return evidence for lists of source ids, each document once."""
        return [
            Evidence(self.documents[key], locator=locator, note=note)
            for key in dict.fromkeys(chain(*sources))
        ]

    def parts(self, parts):
        """Return evidence for (what it shows, source ids) pairs, each document once, where first named."""
        first = {}
        for locator, sources in parts:
            for key in sources:
                first.setdefault(key, locator)
        return [Evidence(self.documents[key], locator=found) for key, found in first.items()]

    def contradicts(self, claims):
        """Return evidence for what other sources say, with the assessment of it."""
        return [
            Evidence(
                self.documents[key],
                locator=claim["value"],
                stance=Stance.CONTRADICTS,
                note=claim.get("assessment"),
            )
            for claim in claims
            for key in claim["source"]
        ]

    def value(self, label, found):
        """Return evidence for a single value `{value, source, confidence?, note?}`, or nothing."""
        if not found:
            return []
        confidence = found.get("confidence")
        note = f"confidence: {confidence}" if confidence else found.get("note")
        return self.supports(found["source"], locator=f"{label}: {found['value']}", note=note)
