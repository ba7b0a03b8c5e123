"""The parts of an edition that people sign, and the hash of each: it moves when what is said moves."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Max, Q

from ledger.models import ChangeSet, Signature
from ledger.people import is_administrator
from newsroom.enums import FACTS, FINAL
from newsroom.errors import NotSignerError, OwnChangeError
from newsroom.models import EditionScope, SignatureRule

SIGN_TEXTS, SIGN_FACTS = "newsroom.sign_texts", "newsroom.sign_facts"


@dataclass(frozen=True)
class Part:
    """A part of an edition as it stands: who signed exactly this, and whether somebody must."""

    scope: str
    sha256: str
    is_needed: bool
    signatures: list[Signature]

    @property
    def is_open(self):
        return self.is_needed and not self.signatures


def subject_of(release):
    """Return the name under which signatures of `release` are kept."""
    return f"newsroom.release:{release.pk}"


def scope_hashes(release, moment, assembled):
    """Return `{scope: sha256}` of the articles `assembled` (`{locale: Article}`) of `release`.

    A language covers kind, title, summary, note, address and bytes of its article; `facts` the kind,
    what the release announces, and each value shown with the question it answers, whatever row it
    comes from. The moment is in neither.
    """
    end = moment.kind if moment.kind in FINAL else ""
    texts = {
        locale: _sha256(
            [
                end,
                release.kind,
                release.slug,
                article.title,
                article.summary,
                article.note,
                article.sha256,
            ]
        )
        for locale, article in assembled.items()
    }
    shown = {
        json.dumps([locale, b["table"], b["question"], b["shown"]], sort_keys=True)
        for locale, article in assembled.items()
        for b in article.bindings
    }
    facts = [end, release.kind, release.is_price_sensitive, moment.announces, sorted(shown)]
    return texts | {FACTS: _sha256(facts)}


def needed_scopes(release, scopes):
    """Return those of `scopes` that a release of this kind must have signed. 1 query."""
    rule = SignatureRule.objects.filter(kind=release.kind).first() or SignatureRule()
    return {s for s in scopes if (rule.needs_facts if s == FACTS else rule.needs_texts)}


def standing(edition):
    """Return the `Part`s of `edition`, its languages first. 2 queries."""
    parts = list(EditionScope.objects.filter(edition=edition))
    wanted = Q(pk=None)
    for part in parts:
        wanted |= Q(scope=part.scope, content_hash=part.sha256)
    found = Signature.objects.filter(wanted, subject=subject_of(edition.release)).order_by("pk")
    found = list(found.select_related("signer"))
    return [
        Part(p.scope, p.sha256, p.is_needed, [s for s in found if s.scope == p.scope])
        for p in sorted(parts, key=lambda part: (part.scope == FACTS, part.pk))
    ]


def contributors(release, scope):
    """Return the keys of the people who changed `scope` since it was signed last. 2 or 3 queries.

    Of the facts these are also those who recorded, since then, what the newest edition shows.
    """
    signed = Signature.objects.filter(subject=subject_of(release), scope=scope)
    since = signed.aggregate(at=Max("signed_at"))["at"]
    saves = release.revisions.filter(scopes__contains=[scope])
    people = set(
        (saves.filter(saved_at__gt=since) if since else saves).values_list("saved_by", flat=True)
    )
    if scope == FACTS:
        people |= _recorders(release, since or release.created_at)
    return people


def _recorders(release, since):
    edition = release.editions.first()
    if edition is None:
        return set()
    bound = edition.bindings.values("change_set")
    shown = ChangeSet.objects.filter(Q(pk__in=bound) | Q(pk__in=edition.announces))
    return set(shown.filter(recorded_at__gt=since).values_list("actor", flat=True))


def hindrance(user, release, scope):
    """Return why `user` may not sign `scope` of `release`, as an error class, or None.

    Holds for superusers too: an administrator signs nothing, and nobody their own change.
    """
    permission = SIGN_FACTS if scope == FACTS else SIGN_TEXTS
    if is_administrator(user) or not user.has_perm(permission):
        return NotSignerError
    return OwnChangeError if user.pk in contributors(release, scope) else None


def _sha256(content):
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
