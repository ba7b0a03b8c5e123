"""The queue of pages whose facts changed: what was shown, what holds now, and the signed decision."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ledger.admin.base import ReadOnlyAdmin
from ledger.errors import LedgerError
from ledger.forms.signing import SignedForm
from newsroom.admin.affected import addresses, affected
from newsroom.enums import ImpactKind, Outcome
from newsroom.errors import NewsroomError, NotDeciderError
from newsroom.impact import decide, may_decide
from newsroom.models import Impact


class DecideForm(SignedForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Outcome, widget=forms.RadioSelect
    )
    field_order = ["outcome"]


class WaitingFilter(admin.SimpleListFilter):
    title = gettext_lazy("decision")
    parameter_name = "decision"

    def lookups(self, request, model_admin):
        return [("open", pgettext_lazy("impact", "open")), *Outcome.choices]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.waiting()
        known = self.value() in Outcome.values
        return queryset.filter(decision__outcome=self.value()) if known else queryset


@admin.register(Impact)
class ImpactAdmin(ReadOnlyAdmin):
    list_display = ["page", "kind_shown", "cause", "found_at", "decided"]
    list_filter = [WaitingFilter, "kind"]
    list_select_related = ["edition__release", "change_set", "decision"]
    search_fields = ["edition__release__slug", "edition__release__title_en", "=change_set__seq"]
    search_help_text = gettext_lazy("Address or title of a release, or a ledger position.")

    @admin.display(description=gettext_lazy("page"), ordering="edition")
    def page(self, impact):
        return impact.edition

    @admin.display(description=gettext_lazy("change set"), ordering="change_set")
    def cause(self, impact):
        return impact.change_set

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_shown(self, impact):
        badge = '<span class="state impact--{}">{}</span>'
        return format_html(badge, impact.kind, impact.get_kind_display())

    @admin.display(description=gettext_lazy("decision"), ordering="decision__outcome")
    def decided(self, impact):
        return decision_shown(impact)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show an impact; take the decision of those who may decide."""
        impact = self.get_object(request, object_id)
        if impact is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, impact):
            raise PermissionDenied
        form = self._form(request, impact)
        if form and form.is_valid() and _decided(request, impact, form):
            return HttpResponseRedirect(
                reverse("admin:newsroom_impact_changelist") + "?decision=open"
            )
        context = self.admin_site.each_context(request) | {
            "title": str(impact.get_kind_display()),
            "subtitle": str(impact.edition),
            "opts": self.opts,
            "impact": impact,
            "affected": affected(impact),
            "addresses": addresses(impact.edition),
            "decision": getattr(impact, "decision", None),
            "form": form,
            "fieldsets": form
            and helpers.AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        }
        return TemplateResponse(request, "admin/newsroom/impact.html", context)

    def _form(self, request, impact):
        """Return the form for those who may decide while there is something to decide, else None."""
        if request.method == "POST":
            if not may_decide(request.user):
                raise PermissionDenied(NotDeciderError.message)
            return DecideForm(request.POST)
        is_open = impact.kind != ImpactKind.HISTORICAL and not hasattr(impact, "decision")
        return DecideForm() if is_open and may_decide(request.user) else None


def decision_shown(impact):
    """Return what was decided about an impact, or that it waits, in words."""
    if hasattr(impact, "decision"):
        return impact.decision.get_outcome_display()
    return (
        _("nothing to decide")
        if impact.kind == ImpactKind.HISTORICAL
        else pgettext("impact", "open")
    )


def impacts_of(release):
    """Return the impacts on the editions of `release`, the open ones first, for `_impacts.html`. 1 query."""
    found = Impact.objects.filter(edition__release=release)
    found = found.select_related("edition__release", "change_set", "decision")
    return found.order_by(F("decision").asc(nulls_first=True), "-pk")


def _decided(request, impact, form):
    given = {name: form.cleaned_data[name] for name in ("outcome", "password", "reason")}
    try:
        decision = decide(impact, by=request.user, **given)
    except (LedgerError, NewsroomError) as error:
        form.add_refusal(error)
        return False
    words = _("Decided: %(outcome)s.") % {"outcome": decision.get_outcome_display()}
    messages.success(request, words)
    return True
