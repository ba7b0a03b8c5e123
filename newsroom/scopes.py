"""The parts of an edition that people sign, and the hash of each: it moves when what is said moves."""

import hashlib
import json
from dataclasses import dataclass

from django.apps import apps
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, Value

from ledger.models import ChangeSet, Recorded, Signature
from ledger.people import is_administrator
from newsroom.enums import FACTS, FINAL
from newsroom.errors import NotSignerError, OwnChangeError
from newsroom.models import EditionScope, Revision, SignatureRule
from products.models import IndicationTranslation

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


def holding(edition):
    """Return the condition that a signature still counts for `edition` (a key or an expression).

    It does not when the release was public since with other words in that part (`newsroom_holds`).
    """
    return Func(F("pk"), edition, function="newsroom_holds", output_field=BooleanField())


def subject_of(release):
    """Return the name under which signatures of `release` are kept."""
    return f"newsroom.release:{release.pk}"


def scope_hashes(release, moment, assembled):
    """Return `{scope: sha256}` of the articles `assembled` (`{locale: Article}`) of `release`.

    A language covers kind, title, summary, note, address and bytes of its article; `facts` the kind,
    the languages, what the release announces, and each value shown with the question it answers,
    whatever row it comes from. The moment is in neither.
    """
    texts = {
        locale: text_hash(moment.kind, release.kind, release.slug, article, article.sha256)
        for locale, article in assembled.items()
    }
    shown = [
        (locale, b["table"], b["question"], b["shown"])
        for locale, article in assembled.items()
        for b in article.bindings
    ]
    facts = _facts_hash(
        moment.kind, release.kind, release.is_price_sensitive, moment.announces, assembled, shown
    )
    return texts | {FACTS: facts}


def frozen_hashes(edition):
    """Return the `scope_hashes` of the rows of `edition` as they stand now. 3 queries."""
    texts = {
        text.locale: text_hash(
            edition.kind,
            edition.release_kind,
            text.slug,
            text,
            hashlib.sha256(text.article.encode()).hexdigest(),
        )
        for text in edition.texts.all()
    }
    shown = edition.bindings.values_list("locale", "table", "question", "shown")
    kept = Revision.objects.filter(pk=edition.revision_id)
    is_sensitive = kept.values_list("content__fields__is_price_sensitive", flat=True).first()
    facts = _facts_hash(
        edition.kind, edition.release_kind, is_sensitive, edition.announces, texts, shown
    )
    return texts | {FACTS: facts}


def text_hash(kind, release_kind, slug, text, article_sha256):
    """Return the hash of one language, as the database computes it too (`newsroom_text_hash`)."""
    words = [text.title, text.summary, text.note, article_sha256]
    return _sha256([_end(kind), release_kind, slug, *words, text.images, text.files])


def _facts_hash(kind, release_kind, is_price_sensitive, announces, locales, shown):
    values = sorted({json.dumps(row, sort_keys=True) for row in shown})
    stated = [_end(kind), release_kind, is_price_sensitive, list(announces), sorted(locales)]
    return _sha256([*stated, values])


def _end(kind):
    return kind if kind in FINAL else ""


def needed_scopes(release, scopes):
    """Return those of `scopes` that a release of this kind must have signed. 1 query."""
    rule = SignatureRule.objects.filter(kind=release.kind).first() or SignatureRule()
    return {s for s in scopes if (rule.needs_facts if s == FACTS else rule.needs_texts)}


def standing(edition):
    """Return the `Part`s of `edition`, its languages first. 5 queries.

    A signature counts while what it stands under still has the hash that was signed, and until
    the release was public with other words.
    """
    kept = frozen_hashes(edition)
    parts = list(EditionScope.objects.filter(edition=edition))
    wanted = Q(pk=None)
    for part in parts:
        if part.sha256 != kept.get(part.scope):
            continue
        wanted |= Q(scope=part.scope, content_hash=part.sha256)
    found = Signature.objects.filter(
        wanted, holding(Value(edition.pk)), subject=subject_of(edition.release)
    )
    found = list(found.select_related("signer").order_by("pk"))
    return [
        Part(p.scope, p.sha256, p.is_needed, [s for s in found if s.scope == p.scope])
        for p in sorted(parts, key=lambda part: (part.scope == FACTS, part.pk))
    ]


def contributors(release, scope):
    """Return the keys of the people who changed `scope` since its last signed hash. 2 or 4 queries.

    Of the facts these are also those who recorded or translated, since then, what the newest
    edition shows, or closed what it shows no more.
    Counted by revisions and ledger positions, in their order: a clock that was set back hides
    nobody.
    """
    return _contributors(release, scope, release.editions.first())


def unsigned_contributors(edition):
    """Return the keys of the people who changed what nobody signed of `edition`, up to it."""
    unsigned = [part.scope for part in standing(edition) if not part.signatures]
    found = [_contributors(edition.release, s, edition, edition.revision_id) for s in unsigned]
    return set().union(*found)


def _contributors(release, scope, edition, until=None):
    signed = _last_signed(release, scope)
    saves = release.revisions.filter(scopes__contains=[scope])
    if until:
        saves = saves.filter(pk__lte=until)
    if signed:
        saves = saves.filter(pk__gt=signed.revision_id)
    people = set(saves.values_list("saved_by", flat=True))
    return people | _recorders(edition, signed) if scope == FACTS and edition else people


def _last_signed(release, scope):
    """Return the newest edition whose `scope` stands as somebody signed it, or None. 1 query."""
    signed = Signature.objects.filter(
        holding(OuterRef("edition")),
        subject=subject_of(release),
        scope=scope,
        content_hash=OuterRef("sha256"),
    )
    parts = EditionScope.objects.filter(Exists(signed), scope=scope, edition__release=release)
    return release.editions.filter(pk__in=parts.values("edition")).first()


def _recorders(edition, signed):
    bound = edition.bindings.values("change_set")
    shown = ChangeSet.objects.filter(Q(pk__in=bound) | Q(pk__in=edition.announces))
    new = Q(pk__gt=signed.seq) if signed else Q(recorded_at__gt=edition.release.created_at)
    found = [_translators(edition, signed)]
    if signed:
        found.append(ChangeSet.objects.filter(_ends(edition, signed)).values_list("actor"))
    return {person for (person,) in shown.filter(new).values_list("actor").union(*found)}


def _ends(edition, signed):
    """The condition of the change sets that closed what `signed` shows and `edition` does not."""
    ends = Q(pk=None)
    for model in apps.get_models():
        if issubclass(model, Recorded):
            was, now = (
                one.bindings.filter(table=model._meta.db_table).values("row")
                for one in (signed, edition)
            )
            rows = model._base_manager.filter(pk__in=was, closed_by__gt=signed.seq)
            ends |= Q(pk__in=rows.exclude(pk__in=now).values("closed_by"))
    return ends


def _translators(edition, signed):
    """Those whose translations of wordings the edition shows and the one signed last did not."""
    shown = IndicationTranslation.objects.filter(text__in=edition.bindings.values("shown"))
    if signed:
        shown = shown.exclude(text__in=signed.bindings.values("shown"))
    else:
        shown = shown.filter(recorded_at__gt=edition.release.created_at)
    return shown.values_list("translated_by")


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
