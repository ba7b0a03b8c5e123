"""When the exchange publishes: its windows, its holidays, and a word on a moment that is typed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from newsroom.exchange import SATURDAY, window_warning
from newsroom.models import ExchangeHoliday, ExchangeWindow
from newsroom.moments import MomentField


class WindowForm(forms.ModelForm):
    def clean(self):
        data = super().clean()
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The window closes before it opens. Give a later time."))
        return data


class HolidayForm(forms.ModelForm):
    def clean_day(self):
        day = self.cleaned_data["day"]
        if day.weekday() >= SATURDAY:
            raise ValidationError(
                _("This is a Saturday or Sunday, without business anyway: leave it out.")
            )
        return day


@admin.register(ExchangeWindow)
class ExchangeWindowAdmin(admin.ModelAdmin):
    form = WindowForm
    fieldsets = [
        (
            None,
            {
                "fields": ["day", ("opens", "closes"), "source"],
                "description": _("Hong Kong time. Moments outside the windows are warned of."),
            },
        )
    ]
    list_display = ["__str__", "source"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.warning_view)
        return [path("warning/", view, name="newsroom_exchangewindow_warning"), *super().get_urls()]

    def warning_view(self, request):
        """Answer `{"warning": "..."}` about `?at=` (Hong Kong time); nothing for no moment."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _warning(request)


@admin.register(ExchangeHoliday)
class ExchangeHolidayAdmin(admin.ModelAdmin):
    form = HolidayForm
    fields = ["day", "name"]
    list_display = ["day", "name"]
    date_hierarchy = "day"


@require_safe
def _warning(request):
    try:
        at = MomentField(required=False).clean(request.GET.get("at", ""))
        return JsonResponse({"warning": window_warning(at) if at else ""})
    except (ValidationError, OverflowError):  # no moment, or at the end of the calendar
        return JsonResponse({"warning": ""})
