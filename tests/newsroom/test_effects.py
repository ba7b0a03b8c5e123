"""What a proposal would do to pages and releases, told before anything is recorded (Q5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.actions import NOT_YET
from ledger.effects import Touched
from ledger.models import ChangeSet
from ledger.proposals.states import content_hash
from newsroom.models import Impact, Publication
from tests import factories as make
from tests.factories import newsroom as made
from tests.proposing import proposed, second_person
from tests.staff import PASSWORD, formset, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return signed_in("regulatory-reviewers")


def correction(row, text="RIGHT (made up)", disclosure="now"):
    data = {
        "text": text,
        "language": "en",
        "wording_kind": "label",
        "approval_basis": row.approval_basis,
        "start": row.start.as_stated,
        "reason": "The letter says so on page two",
        "disclosure": disclosure,
    } | formset("citations", {"source": make.source().pk, "stance": "supports"})
    return reverse(
        "admin:ledger_changeset_act", args=[row._meta.label_lower, row.pk, "correct"]
    ), data


def page(proposal):
    return reverse("admin:ledger_proposal_change", args=[proposal.pk])


def touched(client, proposal):
    return client.get(page(proposal)).context["found"].trial.touched


def test_pages_and_releases_are_named_before_anything_is_recorded(author, announcement, approved):
    made.published(announcement)
    ahead = made.release("ahead")
    made.indication_list(ahead)
    made.published(ahead, at=timezone.now() + timedelta(days=1))

    found = touched(author, proposed(author, *correction(approved)))

    product = approved.indication.authorisation.product
    release, scheduled = (
        reverse("admin:newsroom_release_change", args=[one.pk]) for one in (announcement, ahead)
    )
    living = "Public page: it would change"
    assert found[:2] == [
        Touched(str(product), product.get_absolute_url(), living),
        Touched(
            f"{product} (indications day by day)",
            f"{product.get_absolute_url()}indications/",
            living,
        ),
    ]
    assert found[-2:] == [
        Touched(
            str(ahead),
            scheduled,
            "Scheduled release: it would be taken back, checked and published again",
        ),
        Touched(
            f"{announcement} (edition 1)",
            release,
            "Erratum candidate",
            tuple(
                f"{locale}, Block 2: approved indications: “{approved.text}”"
                for locale in ("en", "zh-hans")
            ),
        ),
    ]
    assert (ChangeSet.objects.count(), Impact.objects.count()) == (1, 0)
    assert Publication.objects.scheduled().get().release == ahead


def test_what_waits_for_its_disclosure_changes_no_page_yet(author, approved):
    wording = make.indication_version(
        make.indication(approved.indication.authorisation, 2), "NEW (made up)"
    )
    hidden = make.recorded(wording, disclose=NOT_YET)

    found = touched(author, proposed(author, *correction(hidden, disclosure="not-yet")))

    assert {one.what for one in found} == {"Public page: it would change when this becomes public"}


def test_signing_tells_which_releases_it_takes_back(author, announcement, approved):
    made.published(announcement, at=timezone.now() + timedelta(days=1))
    proposal = proposed(author, *correction(approved))
    author.post(page(proposal), {"step": "submit"})
    author.force_login(second_person())

    data = {"step": "sign", "password": PASSWORD, "seen": content_hash(proposal)}
    response = author.post(page(proposal), data, follow=True)

    assert [str(m) for m in response.context["messages"]][-1] == (
        f"No longer scheduled: {announcement}. Check what it says now and publish it again."
    )
