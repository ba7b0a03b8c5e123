import pytest

from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import recorded


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Each test stores pictures in a folder of its own: a name that is taken gets a suffix."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def approved(db):
    """A product approved in CN from 29 May 2025 with one wording, all of it public."""
    recorded(
        register.product_facts(),
        register.authorisation_version(),
        wording := register.indication_version(),
        register.trade_name_version(),
    )
    return wording


@pytest.fixture
def announcement(approved):
    """A release that lists that product's indications."""
    release = made.release()
    made.indication_list(release)
    return release
