"""What publishing at a moment would mean: which signatures hold then, what others would miss."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value

from ledger.models import Signature
from newsroom.assembly import Finding, articles, moment_for
from newsroom.changed import differences, lines_foreseen, lines_of
from newsroom.enums import scope_name
from newsroom.exchange import exchange_findings
from newsroom.models import Release
from newsroom.moments import ahead
from newsroom.requirements import errors_of, findings_for, findings_of
from newsroom.scopes import FACTS, holding, needed_scopes, scope_hashes, subject_of

NEXT = Value(2**62)  # after every edition that there is


@dataclass(frozen=True)
class ForeseenPart:
    """A part as it would be frozen; `pairs` is what it would say differently from the candidate."""

    name: str
    is_needed: bool
    signatures: list[Signature]
    pairs: list[dict]

    @property
    def is_open(self):
        return self.is_needed and not self.signatures


@dataclass(frozen=True)
class Foreseen:
    """`exchange` holds the findings that another moment would not have (CL-19)."""

    at: datetime | None
    findings: list[Finding]
    exchange: list[Finding]
    parts: list[ForeseenPart]

    @property
    def is_ready(self):
        return not errors_of(self.findings)

    @property
    def is_signed(self):
        return bool(self.parts) and not any(part.is_open for part in self.parts)


def findings_planned(release: Release) -> list[Finding]:
    """Return what stands in the way of `release` at its planned moment, or now without one."""
    at = ahead(release.planned_at)
    return [*findings_for(release, at=at), *exchange_findings(release, at)]


def foreseen(release: Release, at: datetime | None) -> Foreseen:
    """Tell how `release` would be public at `at` (aware; None: now) without freezing anything.

    One assembly of the working copy, and 2 queries a part that nobody signed as it would be.
    """
    moment = moment_for(release, at)
    assembled = articles(release, moment)
    findings = findings_of(release, moment, assembled)
    exchange = exchange_findings(release, at, is_publishing=True)
    hashes = scope_hashes(release, moment, assembled)
    needed = needed_scopes(release, hashes)
    signatures = _signatures(release, hashes)
    candidate = release.editions.first()
    parts = [
        ForeseenPart(
            scope_name(scope),
            scope in needed,
            signatures[scope],
            [] if signatures[scope] else _differences(candidate, release, assembled, scope),
        )
        for scope in sorted(hashes, key=lambda scope: scope == FACTS)
    ]
    return Foreseen(at, findings, exchange, parts)


def _signatures(release, hashes):
    """Return the signatures that hold under each of `hashes`, `{scope: [Signature]}`. 1 query."""
    found = Signature.objects.filter(holding(NEXT), subject=subject_of(release)).order_by("pk")
    found = list(found.filter(content_hash__in=hashes.values()).select_related("signer"))
    return {
        scope: [s for s in found if (s.scope, s.content_hash) == (scope, sha256)]
        for scope, sha256 in hashes.items()
    }


def _differences(candidate, release, assembled, scope):
    if candidate is None:
        return []
    return differences(lines_of(candidate, scope), lines_foreseen(release, assembled, scope))
