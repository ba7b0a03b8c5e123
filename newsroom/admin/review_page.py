"""What a reviewer sees: the candidate, its facts, who signed what, and what changed since."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ledger.models import Signature
from newsroom.admin.comments import COMMENT, panels
from newsroom.admin.review_forms import ReasonForm, SignForm
from newsroom.differences.states import PUBLIC
from newsroom.enums import StepKind, scope_name
from newsroom.foreseen import findings_planned
from newsroom.scopes import SIGN_FACTS, SIGN_TEXTS, hindrance, standing
from newsroom.shown_facts import facts_of
from newsroom.states import REVIEWING
from newsroom.talks import open_threads

PUBLISH = "newsroom.publish_release"


@dataclass(frozen=True)
class PartRow:
    """A part of the candidate for one reader: who signed it, and why they may not, if so."""

    scope: str
    name: str
    is_needed: bool
    signatures: list[Signature]
    hindrance: str

    @property
    def is_open(self):
        return self.is_needed and not self.signatures


def review_context(user, release, edition, former=None, form=None):
    """Return the context of the review page of `edition`, the newest of `release`, for `user`.

    `former` is the edition before, or None.
    A constant number of queries, but 2 to 3 a part for what hinders the reader, and those of one
    assembly of the working copy for its findings.
    """
    context = {
        "title": _("Review"),
        "edition": edition,
        "is_under_review": release.last_turn in REVIEWING,
        "findings": findings_planned(release),
        "may_comment": user.has_perm(COMMENT),
        "panels": panels(release),
    }
    if edition is None:
        return context
    signs_facts = user.has_perm(SIGN_FACTS)
    rows = part_rows(user, release, edition)
    is_signer = signs_facts or user.has_perm(SIGN_TEXTS)
    return context | {
        "part_rows": rows,
        "texts": edition.texts.order_by("locale"),
        "facts": facts_of(edition),
        "signs_facts": signs_facts,
        "comparisons": list(_comparisons(release, edition, former)),
        "voided": voided(release) if release.last_turn in REVIEWING else [],
        "number_open": len(open_threads(panel["talk"] for panel in context["panels"])),
        "form": form or SignForm([row.scope for row in rows], initial={"edition": edition.pk}),
        "may_sign": is_signer and any(not row.hindrance for row in rows),
        "may_return": is_signer or user.has_perm(PUBLISH),
        "return_form": ReasonForm(),
    }


def _comparisons(release, edition, former):
    """Yield the name and the address of each comparison with a candidate that is not public."""
    if edition.number is not None:
        return
    if release.public_since:
        yield _("since it was public"), _compared(release, PUBLIC, edition)
    if former and former.number is None:
        yield _("since the last candidate"), _compared(release, former.pk, edition)


def _compared(release, key, edition):
    address = reverse("admin:newsroom_release_compare", args=[release.pk])
    return f"{address}?{urlencode({'from': key, 'to': edition.pk})}"


def part_rows(user, release, edition):
    """Return a `PartRow` for each part of `edition` as `user` may sign it."""
    return [
        PartRow(
            part.scope,
            scope_name(part.scope),
            part.is_needed,
            part.signatures,
            str(refusal.message) if (refusal := hindrance(user, release, part.scope)) else "",
        )
        for part in standing(edition)
    ]


def voided(release):
    """Return the steps by which signatures lost their hold since the review was asked for. 2 queries."""
    asked = release.steps.filter(kind=StepKind.ASKED).values_list("pk", flat=True).first() or 0
    found = release.steps.filter(kind=StepKind.VOIDED, pk__gte=asked).select_related("by")
    return [
        {"part": scope_name(step.scope), "step": step, "pairs": step.details.get("changes", [])}
        for step in found
    ]
