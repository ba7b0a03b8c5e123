"""How long a proposal takes: its trial, and its signature, which records it for good."""

from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from henlius.accounts import demo_passwords
from henlius.bench.timing import timed
from ledger.proposals.forms import act_form
from ledger.proposals.making import propose, submit
from ledger.proposals.signing import sign_proposal
from ledger.proposals.states import content_hash
from ledger.proposals.trial import tried
from products.models import IndicationVersion

AUTHOR, SIGNER = "regulatory-1", "regulatory-2"


def tried_and_signed(found):
    """Correct a wording of `Examples` some times; yield `(name, queries, *timed(...))` of each act.

    Side effect: each signature is one more change set of the register.
    """
    author = User.objects.get(username=AUTHOR)
    row = found.open_wording
    yield "trial of a correction", *_counted(lambda: tried(_corrected(row), author))
    proposals = [_submitted(row, author)]

    def sign():
        proposal = proposals[-1]
        _sign(proposal)
        newest = IndicationVersion.objects.current().get(opened_by=proposal.change_set_id)
        proposals.append(_submitted(newest, author))

    yield "a correction signed and another submitted", *_counted(sign)


def _counted(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured), *timed(act, 0)


def _submitted(row, author):
    proposal = propose(_corrected(row), by=author)
    submit(proposal, by=author)
    return proposal


def _sign(proposal):
    signer = User.objects.get(username=SIGNER)
    password = demo_passwords()[SIGNER]
    seen = content_hash(proposal)
    sign_proposal(proposal, by=signer, password=password, seen=seen)
    proposal.refresh_from_db()


def _corrected(row):
    """Return the valid form that adds a word to the wording `row`."""
    blank = act_form("correct", row=row)
    data = QueryDict("citations-TOTAL_FORMS=0&citations-INITIAL_FORMS=0", mutable=True)
    for name in blank.fields:
        value = blank[name].value()
        if value not in (None, "", []):
            data[name] = str(value)
    data["text"] = f"{row.text} Once more."
    data["entry_error"] = data["reason"] = "Made up to measure the speed of this site"
    form = act_form("correct", row=row, data=data)
    if not form.is_valid():
        raise ValueError(form.errors.as_text())
    return form
