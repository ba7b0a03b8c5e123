import pytest

from ledger.actions import NOW, Evidence, correct, retract
from tests import factories as make
from tests.tampering import triggers_off


@pytest.fixture(scope="module")
def recorded(own_database):
    """Five change sets: a presentation and a trade name, a wording, its correction, a figure, its end."""
    make.recorded(make.presentation_version(), make.trade_name_version())
    [wording] = make.approved(
        texts=["patients"], evidence=[Evidence(make.source("letter"), "p. 1")]
    )
    signed = {"by": make.person(), "reason": "The word adult was missing"}
    evidence = make.evidence("label")
    correct(wording, changes={"text": "adults"}, evidence=evidence, disclose=NOW, **signed)
    figure = make.recorded(make.company_figure())
    retract([figure], by=make.person(), reason="It was never stated")


@pytest.fixture
def sealed(recorded, shared):
    """That ledger as the superuser, whom no trigger stops, until everything is rolled back."""
    with triggers_off():
        yield


@pytest.fixture
def anchors(settings, tmp_path):
    """The folder of the anchors: one of this test alone."""
    settings.ANCHORS = tmp_path / "anchors"
    return settings.ANCHORS
