"""What a release lacks before it can be frozen, as a list of findings."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.assembly import Finding, articles, moment_for
from newsroom.assembly.moment import today
from newsroom.enums import FINAL, NOTED, EditionKind


def findings_for(release, *, at=None):
    """Return the `Finding`s of `release` for publication at `at` (aware; now if None).

    Assembles every language without writing anything; empty when nothing is missing.
    """
    moment = moment_for(release, at)
    return findings_of(release, moment, articles(release, moment))


def findings_of(release, moment, assembled):
    """Return the `Finding`s of `release` and its already assembled articles (`{locale: Article}`)."""
    found = [] if assembled else [_error(_("Choose at least one language."))]
    if release.originally_published_on and release.originally_published_on > today():
        found.append(_error(_("The day of the original publication lies ahead.")))
    found += _plan(release, moment)
    for article in assembled.values():
        if moment.kind in NOTED:
            found += _note(release, article)
        if moment.kind not in FINAL:
            found += _incomplete(article)
        found += article.findings
    return [*found, *_open_comments(release)]


def errors_of(findings):
    """Return those findings that keep a release from being frozen."""
    return [finding for finding in findings if finding.level == "error"]


def _plan(release, moment):
    """What the next edition of a public release is has to be said, and it has to be possible."""
    is_later = release.public_editions and moment.kind != EditionKind.RENEWED
    if is_later and not release.next_kind:
        yield _error(
            _(
                "This release is public. Say whether the next edition is a minor edit or a correction."
            )
        )
    if not is_later and release.next_kind and moment.kind != EditionKind.RENEWED:
        yield _error(_("Nothing is public yet that could be corrected or withdrawn."))
    if moment.kind == EditionKind.MINOR:
        hidden = release.announces.exclude(seq__in=moment.announces)
        if hidden.exists():
            yield _error(_("A minor edit makes no facts public. Choose a correction for that."))
    last = release.public_editions[-1].kind if release.public_editions else ""
    if last in FINAL and moment.kind == EditionKind.MINOR:
        yield _error(_("This release is withdrawn. Only a correction makes it public again."))
    if last == EditionKind.REMOVAL and moment.kind in FINAL:
        yield _error(_("This release is removed already: nothing of it is left to withdraw."))


def _note(release, article):
    language = _language(article)
    if not article.note.strip():
        yield _error(
            _("The public note is missing in %(language)s.") % {"language": language},
            article.locale,
        )
        return
    before = release.public_editions[-1].texts.filter(locale=article.locale).first()
    if before and before.note == article.note:
        yield _error(
            _(
                "The public note in %(language)s is that of the edition before. Say what changes now."
            )
            % {"language": language},
            article.locale,
        )


def _incomplete(article):
    checks = {
        _("The title is missing in %(language)s."): article.title,
        _("The article has no text in %(language)s."): article.plain,
    }
    return [
        _error(message % {"language": _language(article)}, article.locale)
        for message, present in checks.items()
        if not present.strip()
    ]


def _open_comments(release):
    number = release.comments.filter(resolved_at=None, answers=None).count()
    if number:
        message = ngettext("%(number)s comment is open.", "%(number)s comments are open.", number)
        yield Finding("warning", message % {"number": number})


def _language(article):
    return dict(settings.LANGUAGES)[article.locale]


def _error(message, language=""):
    return Finding("error", message, language=language)
