import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from henlius import database
from tests.invariants import world


@pytest.fixture(scope="module")
def filled(own_database):
    return world.fill()


@pytest.fixture
def wording(filled, shared):
    """The wording in a filled database, for attempts that leave nothing behind."""
    return filled


@pytest.fixture(params=("application", "owner"))
def role(request, wording):
    """Who tries: the serving role, then the owner of the tables."""
    if request.param == "application":
        yield request.param
    else:
        with database.as_owner():
            yield request.param


@pytest.fixture
def refused(role):
    """Return a context in which the attempt must be refused for the role's own reason.

    The application has no permission; the owner has, and meets the trigger.
    """
    if role == "application":
        return lambda rule="": _Refused(ProgrammingError, "permission denied|must be owner")
    return lambda rule="": _Refused(IntegrityError, rule)


class _Refused:
    def __init__(self, error, match):
        self.expected = pytest.raises(error, match=match)
        self.transaction = transaction.atomic()

    def __enter__(self):
        self.expected.__enter__()
        self.transaction.__enter__()

    def __exit__(self, *raised):
        try:
            self.transaction.__exit__(*raised)
        except Exception as error:  # a deferred check refuses the commit itself
            raised = type(error), error, error.__traceback__
        return self.expected.__exit__(*raised)
