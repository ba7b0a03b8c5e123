import pytest
from django.utils import translation

from newsroom.enums import ReleaseKind
from products.enums import Mark
from products.pages import product_page
from tests import factories as make
from tests.factories import newsroom


@pytest.fixture(autouse=True)
def english():
    """A request of an earlier test must not leave its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def product(db):
    """A product with public facts and an English and a Chinese name at home."""
    of = make.product(areas=["oncology"])
    make.recorded(make.product_facts(of, inn="testamab", inn_chinese="试单抗"))
    make.recorded(
        make.trade_name_version(make.trade_name(of, "TESTANING"), mark=Mark.REGISTERED),
        make.trade_name_version(make.trade_name(of, "试妥宁", language="zh-Hans")),
        make.trade_name_version(make.trade_name(of, "AUSTAMAB", "AU")),
        make.trade_name_version(make.trade_name(of, "Testoning"), is_variant=True),
    )
    return of


@pytest.fixture
def page_of():
    """Return a function that assembles a product's page in an active language."""

    def page_of(locale="en", slug="testamab", **moment):
        with translation.override(locale):
            return product_page(slug, locale, **moment)

    return page_of


@pytest.fixture
def profile(product):
    """The published text of that product's page, in English only."""
    page = newsroom.release(
        "testamab", kind=ReleaseKind.PROFILE, product=product, required_languages=["en"]
    )
    newsroom.prose(page, body_en="<p>What people wrote of it (made up)</p>")
    return newsroom.published(page)
