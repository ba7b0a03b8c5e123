"""CP-5: whoever edits with the triggers off, `verify_ledger` names the first broken change set."""

import pytest

from ledger.models import ChangeSet
from ledger.verifying import NO_ANCHORS
from tests.tampering import run, verdict

HABITS = (
    "SET timezone = 'Pacific/Kiritimati'; SET datestyle = 'German, DMY'",
    "SET timezone = 'America/New_York'; SET datestyle = 'SQL, MDY'; SET extra_float_digits = -3",
    "SET intervalstyle = 'iso_8601'; SET bytea_output = 'escape'; SET search_path = pg_catalog, public",
)


def test_an_untouched_ledger_is_verified(sealed):
    head = ChangeSet.objects.get(seq=5).seal

    assert verdict().splitlines() == [f"5 change sets verified. Head 5: {head}", NO_ANCHORS]


def test_an_empty_ledger_is_verified(db):
    assert verdict().splitlines() == ["The ledger is empty.", NO_ANCHORS]


@pytest.mark.parametrize(
    ("edit", "seq"),
    (
        ("UPDATE products_indicationversion SET text = 'patient' WHERE text = 'patients'", 2),
        ("UPDATE products_indicationversion SET text = 'adults ' WHERE text = 'adults'", 3),
        ("UPDATE products_indicationversion SET from_as_stated = '' WHERE text = 'adults'", 3),
        ("UPDATE ledger_citation SET locator = 'p. 2' WHERE locator = 'p. 1'", 2),
        ("UPDATE ledger_citation SET stance = 'contradicts' WHERE change_set_id = 3", 3),
        ("UPDATE ledger_sourcedocument SET title = title || '.' WHERE key = 'label'", 3),
        ("UPDATE ledger_sourcedocument SET sha256 = 'f' WHERE key = 'letter'", 2),
        ("UPDATE ledger_changeset SET reason = reason || '.' WHERE seq = 3", 3),
        (
            "UPDATE ledger_changeset SET recorded_at = recorded_at - interval '1 day' WHERE seq = 1",
            1,
        ),
        ("UPDATE ledger_changeset SET actor_id = actor_id + 1 WHERE seq = 4", 4),
        ("UPDATE products_companyfigure SET value = value + 1", 4),
        ("UPDATE products_tradename SET name = 'TESTAMAD'", 1),
        ("UPDATE products_presentation SET strength = '200 mg'", 1),
        ("UPDATE products_indication SET slot = 2", 2),
        ("UPDATE products_indicationversion SET closed_by_id = 5 WHERE text = 'adults'", 5),
        ("UPDATE products_companyfigure SET closed_by_id = NULL", 5),
        ("UPDATE products_companyfigure SET closed_by_id = 6", 5),
        ("UPDATE products_indicationversion SET opened_by_id = 1 WHERE opened_by_id = 2", 1),
        ("DELETE FROM products_indicationversion WHERE text = 'patients'", 2),
        ("DELETE FROM products_companyfigure", 4),
        ("DELETE FROM ledger_citation WHERE change_set_id = 4", 4),
        ("DELETE FROM ledger_seal WHERE change_set_id = 3", 3),
        ("UPDATE ledger_seal SET hash = sha256(hash) WHERE change_set_id = 3", 3),
        ("UPDATE ledger_seal SET previous_hash = hash WHERE change_set_id = 3", 3),
        ("DELETE FROM ledger_changeset WHERE seq = 2", 2),
        ("DELETE FROM ledger_changeset WHERE seq = 1", 1),
        ("DELETE FROM ledger_changeset WHERE seq = 5", 5),
        ("DELETE FROM ledger_recordedtable WHERE name = 'products_companyfigure'", 4),
    ),
)
def test_the_first_broken_change_set_is_named(sealed, edit, seq):
    run(edit)

    assert verdict().startswith(f"Broken at change set {seq}: ")


def test_adv_30_one_character_changed_with_the_triggers_off(sealed):
    run("ALTER TABLE products_indicationversion DISABLE TRIGGER ALL")
    run("UPDATE products_indicationversion SET text = 'adultS' WHERE text = 'adults'")
    run("ALTER TABLE products_indicationversion ENABLE TRIGGER ALL")

    assert verdict() == "Broken at change set 3: content differs from its seal."


def test_a_change_set_removed_with_all_its_traces_is_missed(sealed):
    traces = ("ledger_citation", "ledger_seal", "ledger_disclosure")
    run("DELETE FROM products_indicationversion WHERE text = 'patients'")
    run("DELETE FROM products_authorisationversion")
    run("DELETE FROM ledger_changeset WHERE seq = 2")
    for table in traces:
        run(f"DELETE FROM {table} WHERE change_set_id = 2")  # noqa: S608  the names are our own

    assert verdict() == "Broken at change set 2: missing."


def test_a_row_slipped_in_is_found(sealed):
    run(
        "INSERT INTO products_companyfigure (opened_by_id, metric, qualifier, value, as_of_earliest,"
        " as_of_latest, as_of_precision, as_of_as_stated) SELECT 2, metric, qualifier, value,"
        " as_of_earliest, as_of_latest, as_of_precision, as_of_as_stated FROM products_companyfigure"
    )

    assert verdict() == "Broken at change set 2: content differs from its seal."


def test_what_is_changed_back_is_clean_again(sealed):
    run("UPDATE products_indicationversion SET text = 'X' WHERE text = 'adults'")
    assert verdict() == "Broken at change set 3: content differs from its seal."

    run("UPDATE products_indicationversion SET text = 'adults' WHERE text = 'X'")
    assert verdict().startswith("5 change sets verified")


@pytest.mark.parametrize("habits", HABITS)
def test_a_session_with_other_habits_verifies_the_same(sealed, habits):
    run(habits)

    assert run("SELECT * FROM ledger_verify()") == []


@pytest.mark.parametrize("habits", HABITS)
def test_a_session_with_other_habits_seals_the_same(sealed, habits):
    before = run("SELECT hash FROM ledger_seal ORDER BY change_set_id")
    run(habits)
    run("UPDATE ledger_seal SET hash = ledger_hash(change_set_id, previous_hash)")
    run("RESET ALL")

    assert run("SELECT hash FROM ledger_seal ORDER BY change_set_id") == before


@pytest.mark.parametrize(
    "table",
    (
        "products_indicationversion",
        "products_indication",
        "ledger_changeset",
        "ledger_citation",
        "ledger_sourcedocument",
    ),
)
def test_a_new_nullable_column_breaks_no_old_seal(sealed, table):
    run(f"ALTER TABLE {table} ADD COLUMN added text")

    assert verdict().startswith("5 change sets verified")


def test_a_new_register_table_breaks_no_old_seal(sealed):
    run("CREATE TABLE later (id bigint, opened_by_id bigint, closed_by_id bigint)")
    run("ALTER TABLE later OWNER TO henlius_owner")
    run("SELECT ledger_protect_recorded('later', 'id', NULL)")

    assert verdict().startswith("5 change sets verified")


def test_a_moved_disclosure_breaks_no_seal(sealed):
    run("UPDATE ledger_disclosure SET at = NULL")

    assert verdict().startswith("5 change sets verified")
