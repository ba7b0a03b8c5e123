"""Change sets and source documents: the evidence under every fact."""

from django.contrib import admin
from django.db.models import Count, Q, URLField
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ledger.admin.acts import act_view, record_view
from ledger.admin.base import ReadOnlyAdmin, RegisterMixin
from ledger.admin.disclosing import SCOPE as DISCLOSURE
from ledger.admin.disclosing import disclose_view
from ledger.admin.history import disclosed, history_rows, is_public, with_history
from ledger.admin.source_files import file_view
from ledger.admin.undisclosing import undisclose_view
from ledger.enums import StepKind
from ledger.models import (
    ChangeSet,
    Proposal,
    ProposalStep,
    Signature,
    SourceDocument,
)
from ledger.people import may_record
from ledger.touching import recorded_models as recorded_models
from ledger.touching import tables_touched

MOST = 20  # of the rows of one table that a change set opened, or closed


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnlyAdmin):
    list_display = ["seq", "kind", "reason", "actor", "recorded_at", "public"]
    list_display_links = ["seq", "kind"]
    list_filter = ["kind", ("disclosure__at", admin.EmptyFieldListFilter), "recorded_at"]
    list_select_related = ["actor", "disclosure"]
    search_fields = ["reason", "=seq", "citations__source__title"]
    change_form_template = "admin/ledger/change_set.html"
    fields = ["kind", "reason", "entry_error", "actor", "approver", "recorded_at", "public", "seal"]

    def get_fields(self, request, obj=None):
        """Leave out what does not apply to this change set."""
        return [name for name in self.fields if getattr(obj, name, True) not in (None, "")]

    @admin.display(description=_("public"))
    def public(self, change_set):
        return disclosed(change_set)

    @admin.display(description=_("seal"))
    def seal(self, change_set):
        return format_html("<code>{}</code>", change_set.seal)

    def get_search_results(self, request, queryset, search_term):
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") == "announces":
            found = found.filter(disclosure__at=None)
        return found, duplicates

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "act/<str:label>/<int:pk>/<str:act>/", wrap(act_view), name="ledger_changeset_act"
            ),
            path("<int:seq>/disclose/", wrap(disclose_view), name="ledger_changeset_disclose"),
            path(
                "<int:seq>/undisclose/", wrap(undisclose_view), name="ledger_changeset_undisclose"
            ),
            path("record/<slug:slug>/", wrap(record_view), name="ledger_changeset_record"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        change_set = self.get_object(request, object_id)
        context = extra_context or {}
        if change_set:
            context |= {
                "touched": _touched(change_set),
                "proposal": Proposal.objects.filter(change_set=change_set).first(),
                "signatures": _signatures(change_set),
                "undisclosures": change_set.undisclosures.select_related("signature"),
                "may_record": may_record(request.user),
                "is_hidden": change_set.disclosure.at is None,
                "is_public": is_public(change_set),
            }
        return super().change_view(request, object_id, form_url, context)


@admin.register(SourceDocument)
class SourceDocumentAdmin(RegisterMixin, ReadOnlyAdmin):
    list_display = ["title", "kind", "confidence", "dated_on", "cited"]
    list_filter = ["kind", "confidence", "language"]
    search_fields = ["title", "key", "url", "issuer"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    ordering = ["key"]  # counting citations drops the model's own order
    change_form_template = "admin/ledger/source.html"

    fields = [
        "key",
        "kind",
        "title",
        "url",
        "issuer",
        "dated_on",
        "language",
        "confidence",
        "sha256",
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(file_view)
        file = path("<int:pk>/file/", view, name="ledger_sourcedocument_file")
        return [file, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(times_cited=Count("citations"))

    @admin.display(description=_("cited"), ordering="times_cited")
    def cited(self, source):
        return source.times_cited

    def change_view(self, request, object_id, form_url="", extra_context=None):
        found = ChangeSet.objects.filter(citations__source=object_id).select_related("actor")
        context = {"change_sets": found.distinct()[:200], **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


def _signatures(change_set):
    """Return what was signed of a change set, its proposal and its disclosures."""
    step = ProposalStep.objects.filter(proposal__change_set=change_set, kind=StepKind.COMMITTED)
    about = Q(pk__in=step.values("signature")) | Q(
        subject=f"ledger.changeset:{change_set.pk}", scope=DISCLOSURE
    )
    return Signature.objects.filter(about).order_by("pk")


def _touched(change_set):
    """Return the name of each table that a change set touches, with the first rows that it opened
    there and how many they are, and the same of those closed. 1 query, and up to 6 a table.
    """
    return [
        (
            model._meta.verbose_name_plural,
            (_first(model.objects.filter(opened_by=change_set), opened), opened),
            (_first(model.objects.filter(closed_by=change_set), closed), closed),
        )
        for model, (opened, closed) in tables_touched(change_set).items()
    ]


def _first(rows, count):
    found = with_history(rows).order_by("pk")[:MOST] if count else ()
    return history_rows(found, may_act=False)
