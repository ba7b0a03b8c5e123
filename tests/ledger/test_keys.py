import pytest

from ledger.keys import typed_key


@pytest.mark.parametrize(
    ("typed", "key"),
    (
        ("12", 12),
        (12, 12),
        (str(2**63 - 1), 2**63 - 1),
        (str(2**63), 0),
        ("9" * 5000, 0),
        ("-1", 0),
        ("", 0),
        ("twelve", 0),
        ("１２", 0),
        ("²", 0),
    ),
)
def test_a_key_is_a_number_that_a_row_can_have(typed, key):
    assert typed_key(typed) == key
