"""Q5 of a fact that never was: every release that shows it, where, and what was decided (ADV-27)."""

import pytest

from ledger.actions import retract
from newsroom.enums import Outcome
from newsroom.impact import decide
from newsroom.models import Impact
from tests import factories as make
from tests.factories import newsroom
from tests.staff import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/history/dependents"
TEXT = "Made-up wording that never was"
NAMES = [f"Made-up title of release-{number}" for number in range(5)]


@pytest.fixture
def retracted():
    """A wording that five releases show, one of them below a text of its own; its retraction."""
    [wording] = make.approved(texts=[TEXT])
    make.recorded(make.product_facts())
    for number in range(5):
        release = newsroom.release(f"release-{number}")
        if number == 4:
            newsroom.prose(release)
        newsroom.indication_list(release)
        newsroom.published(release)
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "It was never approved"}
    return retract([wording], **signed)


def asked(retracted, ending=""):
    return signed_in("auditors").get(f"{ADDRESS}{ending}", {"change_set": retracted.seq})


def test_adv_27_each_release_is_listed_with_its_place(retracted):
    touched = asked(retracted, ".json").json()["touched"]

    assert [(one["release"], one["kind"]) for one in touched] == [
        (name, "decision") for name in NAMES
    ]
    places = [
        {
            (place["place"].partition(":")[0], place["locale"], place["shown"])
            for place in one["places"]
        }
        for one in touched
    ]
    assert places[:4] == [{("Block 2", locale, TEXT) for locale in ("en", "zh-hans")}] * 4
    assert places[4] == {("Block 3", locale, TEXT) for locale in ("en", "zh-hans")}


def test_adv_27_each_needs_a_decision_that_is_signed(retracted):
    decider = newsroom.reviewer("decider", "communications-reviewers")
    decider.set_password(PASSWORD)
    decider.save()
    impacts = list(Impact.objects.filter(change_set=retracted).order_by("pk"))
    how = {"by": decider, "password": PASSWORD, "reason": "Nobody is to read this on"}

    decision = decide(impacts[0], outcome=Outcome.WITHDRAW, **how)

    page = asked(retracted, "/")
    assert [(one.kind_label, one.decision) for one in page.context["found"].touched] == [
        ("Decision needed", "Withdraw the release"),
        *[("Decision needed", "")] * 4,
    ]
    assert page.content.decode().count("Withdraw the release") == 1
    assert (decision.signature.signer, decision.signature.subject) == (
        decider,
        f"newsroom.impact:{impacts[0].pk}",
    )
    for impact in impacts[1:]:
        decide(impact, outcome=Outcome.KEEP, **how)
    assert [one["decision"] for one in asked(retracted, ".json").json()["touched"]] == [
        "Withdraw the release",
        *["Leave as it is"] * 4,
    ]
