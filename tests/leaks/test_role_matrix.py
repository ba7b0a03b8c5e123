"""Each role is answered at each address exactly as `roles.txt` says, about its own records and others'."""

import pytest
from django.test import override_settings

from tests.leaks.asking import ROLES, Site, ask, questions, read_table, unrendered

pytestmark = pytest.mark.timeout(300)  # one role asks at every address


@pytest.fixture(scope="module")
def site(own_database, tmp_path_factory):
    sessions = "django.contrib.sessions.backends.signed_cookies"
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), SESSION_ENGINE=sessions):
        yield Site()


def test_every_url_has_its_lines_and_every_line_its_url(capsys):
    asked, answered = [str(question) for question in questions()], read_table()

    assert [line for line in asked if line not in answered] == []
    assert answered.keys() - set(asked) == set()
    with capsys.disabled():
        print(f"\n  role matrix: {len(answered)} lines, {len(answered) * len(ROLES)} cells")


@pytest.mark.parametrize("role", ROLES)
def test_role_is_answered_as_the_table_says(site, shared, role):
    expected = read_table()

    with unrendered():
        answers = {str(question): status for question, status in ask(site, role).items()}

    assert {q: s for q, s in answers.items() if s != expected[q][role]} == {}
