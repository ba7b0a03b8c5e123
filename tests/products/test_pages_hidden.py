"""What the product pages must not know: whatever is not public at their moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, Disclose, correct
from products.enums import EventKind
from products.models import Product
from products.pages import product_cards, product_page
from tests import factories as make

pytestmark = pytest.mark.django_db


def secrets(product, **recording):
    """Record one of everything that the page shows, recognisable by the word secret."""
    licence, elsewhere = make.authorisation(), make.authorisation(code="GB")
    event = make.regulatory_event(kind=EventKind.LAUNCH, strength="secret launch")
    hidden = make.indication_version(make.indication(licence, 9), "secret wording")
    make.indication_translation(hidden, text="secret translation")
    make.recorded(
        make.authorisation_version(elsewhere, holder=make.organisation("secret-holder")),
        hidden,
        make.trade_name_version(make.trade_name(product, "secret name")),
        make.presentation_version(make.presentation(licence, "secret strength")),
        make.right_version(make.right(product, by=make.organisation("secret-partner"))),
        event,
        make.event_indication(event, make.indication(licence, 9)),
        **recording,
    )


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
def test_page_knows_nothing_undisclosed(client, product, locale):
    make.approved()
    address = f"/{locale}/products/testamab/"
    before = [client.get(path).content for path in (address, f"{address}indications/")]

    secrets(product, disclose=NOT_YET)

    after = [client.get(path).content for path in (address, f"{address}indications/")]
    assert after == before
    assert b"secret" not in b"".join(after)


def test_page_knows_it_all_from_the_moment_of_disclosure(product, page_of):
    make.approved()
    moment = timezone.now() + timedelta(days=1)
    secrets(product, disclose=Disclose(at=moment))

    before = page_of("zh-hans", at=moment - timedelta(microseconds=1))
    after = page_of("zh-hans", at=moment)

    assert "secret" not in str(before)
    for shown in ("holder", "wording", "translation", "name", "strength", "partner", "launch"):
        assert f"secret {shown}" in str(after) or f"secret-{shown}" in str(after)


def test_wording_corrected_before_its_day_never_shows(client, product, page_of):
    """A closed row whose opening was never public stays unseen."""
    moment = timezone.now() + timedelta(days=1)
    (wrong,) = make.approved(texts=["wrong"], disclose=Disclose(at=moment))
    correct(
        wrong,
        changes={"text": "right"},
        by=make.person(),
        reason="Typed wrongly",
        entry_error="A word was left out",
    )

    at_last = page_of(at=moment)

    assert [wording.wording for wording in at_last.uses[0].wordings] == ["right"]
    assert b"wrong" not in client.get("/en/products/testamab/indications/").content


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
@pytest.mark.parametrize("rest", ("", "indications/", "indications/?as_of=2025-09-17"))
def test_product_that_is_not_public_answers_as_if_there_were_none(client, locale, rest):
    hidden = make.product("hidden")
    make.recorded(make.product_facts(hidden), disclose=NOT_YET)
    make.recorded(make.trade_name_version(make.trade_name(hidden, "HIDDENING")))
    make.approved("hidden")

    planted = client.get(f"/{locale}/products/hidden/{rest}")
    unknown = client.get(f"/{locale}/products/nothing/{rest}")

    assert (planted.status_code, unknown.status_code) == (404, 404)
    assert planted.content == unknown.content
    assert planted.headers.items() == unknown.headers.items()
    assert product_cards("en") == []


def test_unknown_product_raises():
    with pytest.raises(Product.DoesNotExist):
        product_page("nothing", "en")


def test_facts_of_a_later_day_are_not_shown_today(page_of):
    start = timezone.localdate() + timedelta(days=30)
    make.recorded(make.product_facts(start=start.isoformat()))

    assert page_of().facts == []
    assert page_of(day=start).facts != []
