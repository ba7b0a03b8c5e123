"""What a release lacks before it can be frozen, as a list of findings."""

from django.conf import settings
from django.utils.translation import gettext as _

from newsroom.assembly import Finding, articles, moment_for
from newsroom.assembly.moment import today


def findings_for(release, *, at=None):
    """Return the `Finding`s of `release` for publication at `at` (aware; now if None).

    Assembles every language without writing anything; empty when nothing is missing.
    """
    return findings_of(release, articles(release, moment_for(release, at)))


def findings_of(release, assembled):
    """Return the `Finding`s of `release` and its already assembled articles (`{locale: Article}`)."""
    found = [] if assembled else [Finding("error", _("Choose at least one language."))]
    if release.originally_published_on and release.originally_published_on > today():
        found.append(Finding("error", _("The day of the original publication lies ahead.")))
    for article in assembled.values():
        found += [*_incomplete(article), *article.findings]
    return found


def errors_of(findings):
    """Return those findings that keep a release from being frozen."""
    return [finding for finding in findings if finding.level == "error"]


def _incomplete(article):
    language = dict(settings.LANGUAGES)[article.locale]
    checks = {
        _("The title is missing in %(language)s."): article.title,
        _("The article has no text in %(language)s."): article.plain,
    }
    return [
        Finding("error", message % {"language": language}, language=article.locale)
        for message, present in checks.items()
        if not present.strip()
    ]
