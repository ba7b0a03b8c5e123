"""Four eyes in tests: what somebody proposes through a page, a second person signs."""

import re

from django.contrib.auth.models import Group

from ledger.models import ChangeSet, Proposal
from ledger.proposals.making import submit
from ledger.proposals.signing import sign_proposal
from ledger.proposals.states import content_hash
from tests import factories as make
from tests.staff import PASSWORD

PAGE = re.compile(r"/admin/ledger/proposal/(\d+)/change/")


def proposed(client, url, data) -> Proposal:
    """Post the form of an act as `client`, check that it was kept, and return the proposal."""
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    return Proposal.objects.get(pk=PAGE.fullmatch(response.url)[1])


def signed(proposal) -> ChangeSet:
    """Submit a proposal as its author and sign it as a second person; return the change set."""
    submit(proposal, by=proposal.author)
    return sign_proposal(
        proposal, by=second_person(), password=PASSWORD, seen=content_hash(proposal)
    )


def recorded(client, url, data) -> ChangeSet:
    """Propose and sign in one go."""
    return signed(proposed(client, url, data))


def second_person():
    """Return somebody of regulatory affairs who knows `PASSWORD` and writes no proposal."""
    user = make.person("second-eyes")
    if not user.groups.exists():
        user.is_staff = True
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name="regulatory-reviewers"))
    return user
