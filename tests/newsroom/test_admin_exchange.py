"""Windows and holidays of the exchange in the admin, and what its pickers are told."""

from datetime import date

import pytest
from django.urls import reverse

from henlius.roles import ROLES
from newsroom.models import ExchangeHoliday, ExchangeWindow
from tests.factories import newsroom as made
from tests.staff import signed_in

pytestmark = pytest.mark.django_db

WARNING = reverse("admin:newsroom_exchangewindow_warning")
WINDOW = {"day": "eve", "opens": "21:00", "closes": "22:00", "source": "Made up"}


def post(role, page, *args, **data):
    return signed_in(role).post(reverse(f"admin:newsroom_{page}", args=args), data)


def test_publishers_enter_holidays():
    response = post("publishers", "exchangeholiday_add", day="2026-12-25", name="Christmas")

    assert response.status_code == 302
    assert list(ExchangeHoliday.objects.values_list("day", "name")) == [
        (date(2026, 12, 25), "Christmas")
    ]


def test_weekend_is_no_holiday():
    response = post("publishers", "exchangeholiday_add", day="2026-12-26", name="Boxing Day")

    assert response.context["adminform"].form.errors == {
        "day": ["This is a Saturday or Sunday, without business anyway: leave it out."]
    }
    assert ExchangeHoliday.objects.count() == 0


def test_administrators_change_windows():
    window = ExchangeWindow.objects.get(day="eve")

    response = post("administrators", "exchangewindow_change", window.pk, **WINDOW)

    assert response.status_code == 302
    window.refresh_from_db()
    assert str(window) == "Other day before a business day: 21:00–22:00"


def test_window_that_closes_before_it_opens_is_refused():
    response = post("administrators", "exchangewindow_add", **WINDOW | {"closes": "20:00"})

    assert response.context["adminform"].form.errors["closes"] == [
        "The window closes before it opens. Give a later time."
    ]


def test_publishers_only_read_windows():
    window = ExchangeWindow.objects.get(day="eve")

    assert post("publishers", "exchangewindow_change", window.pk, **WINDOW).status_code == 403


@pytest.mark.parametrize("role", (*ROLES, "root"))
def test_pickers_are_told_of_moments_outside(role):
    client = signed_in(role)

    outside = client.get(WARNING, {"at": "2026-12-05T09:00"})
    inside = client.get(WARNING, {"at": "2026-11-30T08:00"})

    assert outside.json() == {
        "warning": "The exchange publishes no announcements on Saturday, 2026-12-05, "
        "which matters if this release is price-sensitive."
    }
    assert inside.json() == {"warning": ""}
    assert "no-store" in outside["Cache-Control"]


@pytest.mark.parametrize(
    "at", ("", "tomorrow", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:00")
)
def test_pickers_are_told_nothing_of_no_moment(at):
    response = signed_in("editors").get(WARNING, {"at": at})

    assert response.status_code == 200


def test_pickers_are_for_those_who_see_windows():
    assert signed_in("").get(WARNING).status_code == 403
    assert signed_in("editors").post(WARNING).status_code == 405


def test_preview_warns_of_the_moment_asked_for():
    release = made.release()
    preview = reverse("admin:newsroom_release_preview", args=[release.pk])
    client = signed_in("editors")

    saturday = client.get(preview, {"at": "2035-01-06T09:00"}).context["bar"]["warning"]
    monday = client.get(preview, {"at": "2035-01-08T08:00"}).context["bar"]["warning"]

    assert saturday.startswith("The exchange publishes no announcements on Saturday, 2035-01-06, ")
    assert monday == ""


@pytest.mark.parametrize("field", ("planned_at", "exchange_announced_at"))
def test_pickers_know_whom_to_ask(field):
    form = signed_in("editors").get(reverse("admin:newsroom_release_add")).context["adminform"].form

    assert f'data-moment="{WARNING}"' in str(form[field])
