"""What people fill in for a release, beside its blocks."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from newsroom.admin.keeping import KeptForm
from newsroom.enums import ReleaseKind
from newsroom.errors import TooEarlyError
from newsroom.models import Publication
from newsroom.moments import PASSED, has_passed

SAYS = (_("What it says"), {"fields": ["title", "summary", "dateline"]})
IS = (
    _("Kind, languages and address"),
    {
        "fields": [
            "kind",
            "required_languages",
            "slug",
            ("topics", "contact"),
            "originally_published_on",
        ]
    },
)
EXCHANGE = {"is_price_sensitive", "exchange_announced_at"}
COMES = (
    _("When it becomes public"),
    {"fields": ["planned_at", ("is_price_sensitive", "exchange_announced_at")]},
)
COMES_NEXT = (
    _("What the next edition is"),
    {
        "fields": ["next_kind", "note"],
        "description": _("The release is public. What you save here is the next edition of it."),
    },
)
ANNOUNCES = (
    _("Facts that become public with it"),
    {"fields": ["announces"], "classes": ["collapse"]},
)
BELONGS = (
    _("Only for page texts: the page that it belongs to"),
    {"fields": [("product", "asset")], "classes": ["collapse"]},
)


def fieldsets_of(release):
    """Return the fieldsets of the form of `release`; None for a new one. 1 query."""
    later = [COMES_NEXT] if release and release.public_editions else []
    return [*later, SAYS, IS, COMES, ANNOUNCES, BELONGS]


class ReleaseForm(KeptForm):
    """A draft needs a title in one language; what else is missing, the check tells."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._titles():
            self.fields[name].required = False
        self.fields["kind"].help_text = _(
            "A page text is that of a product, an asset or the home page."
        )
        self.fields["slug"].help_text = _(
            "It may change after publication: the former address then leads on by a redirect."
        )

    def _titles(self):
        return [name for name in self.fields if name.startswith("title_")]

    def clean_planned_at(self):
        at = self.cleaned_data["planned_at"]
        if at and "planned_at" in self.changed_data and has_passed(at):
            raise forms.ValidationError(PASSED)
        return at

    def clean(self):
        data = super().clean()
        titles = self._titles()
        if titles and not any(data.get(name) for name in titles):
            self.add_error(titles[0], _("Give a title in at least one language."))
        subject = next((name for name in ("product", "asset") if data.get(name)), None)
        if subject and data.get("kind") != ReleaseKind.PROFILE:
            self.add_error(
                subject, _("Only a page text belongs to a page. Choose that kind above.")
            )
        if EXCHANGE & set(self.changed_data) and self._is_early(data):
            self.add_error("exchange_announced_at", TooEarlyError.message)
        return data

    def _is_early(self, data):
        """Whether an edition would be, or was, public before the announcement. 1 query.

        One that is scheduled stays price-sensitive as it was signed, whatever is ticked since.
        """
        if "exchange_announced_at" in self.errors:
            return False
        kept = Publication.objects.filter(release=self.instance.pk).exclude(visible__isempty=True)
        if not data.get("is_price_sensitive"):
            signed = {"edition__revision__content__fields__is_price_sensitive": True}
            kept = kept.scheduled().filter(**signed)
        first = kept.order_by("visible__startswith").first()
        at = data.get("exchange_announced_at")
        return first is not None and (at is None or at > first.visible.lower)


def missing_languages(release):
    """Return the names of required languages in which the release has no title yet."""
    names = dict(settings.LANGUAGES)
    return [
        str(names[code])
        for code in release.required_languages
        if code in names and not getattr(release, f"title_{code.replace('-', '_')}")
    ]
