"""ADV-31: what the chain alone does not show, the signed anchors outside the database do."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from ledger.anchors import keys, moments
from ledger.anchors.files import Anchor, read_all, write
from ledger.anchors.making import AnchorError, anchor
from ledger.management.commands import anchor as command
from ledger.models import Disclosure, Seal
from ledger.verifying import NO_ANCHORS
from tests import factories as make
from tests.tampering import run, verdict

TRACES = ("ledger_citation", "ledger_seal", "ledger_disclosure")


def seal(seq):
    return str(Seal.objects.get(pk=seq))


def own_key():
    return keys.public_hex(keys.signing_key())


def public_since():
    return {f"ledger_disclosure:{d.pk}@{d.at.isoformat()}" for d in Disclosure.objects.all()}


def remove(seq):
    """Remove a change set of the fixture with all its traces, as a tamperer would."""
    for table in TRACES:
        run(f"DELETE FROM {table} WHERE change_set_id = {seq}")  # noqa: S608  the names are our own
    run(f"DELETE FROM ledger_changeset WHERE seq = {seq}")  # noqa: S608


def test_an_anchor_says_the_head_and_is_signed(sealed, anchors):
    made = anchor()

    [read] = read_all(anchors)
    assert read == made
    assert read.name == "00000001.json"
    assert read.body == {
        "format": 1,
        "number": 1,
        "written_at": read.body["written_at"],
        "head": {
            "seq": 5,
            "hash": seal(5),
            "recorded_at": read.body["head"]["recorded_at"],
        },
        "previous": "",
        "frozen": {key: moments.hash_of(key) for key in public_since()},
        "key": own_key(),
        "signature": read.body["signature"],
    }
    assert keys.is_signed(read.signed, read.body["signature"], own_key())
    assert verdict().splitlines()[1] == f"1 anchors verified, signed by {own_key()}."


def test_nothing_is_written_when_nothing_moved(sealed, anchors):
    first = anchor()

    assert anchor() is None
    assert read_all(anchors) == [first]


def test_an_empty_ledger_is_not_anchored(db, anchors):
    assert anchor() is None
    assert read_all(anchors) == []


def test_the_next_anchor_names_the_one_before(db, anchors):
    make.recorded(make.company_figure())
    first = anchor()
    make.recorded(make.trade_name_version())

    second = anchor()

    assert (second.name, second.body["previous"]) == ("00000002.json", first.sha256)
    assert [file.name for file in sorted(anchors.iterdir())] == [first.name, second.name]


def test_adv_31_newest_change_sets_deleted_with_their_seals(sealed, anchors):
    written_at = anchor().body["written_at"]
    run("UPDATE products_companyfigure SET closed_by_id = NULL")
    remove(5)
    run("DELETE FROM products_companyfigure")
    remove(4)

    assert verdict() == f"Change set 5 is missing: anchor 1 of {written_at} names it."


def test_a_rewritten_chain_has_other_seals(sealed, anchors):
    written_at = anchor().body["written_at"]
    run("UPDATE ledger_changeset SET reason = 'It never was stated' WHERE seq = 5")
    run("UPDATE ledger_seal SET hash = ledger_hash(5, previous_hash) WHERE change_set_id = 5")

    assert verdict() == f"Change set 5 has another seal than anchor 1 of {written_at} says."


def test_no_anchor_is_written_over_a_ledger_that_does_not_verify(sealed, anchors):
    first = anchor()
    remove(5)

    with pytest.raises(AnchorError, match="named by a row of products_companyfigure but missing"):
        anchor()
    assert read_all(anchors) == [first]


def test_anchors_of_another_folder_are_compared_when_named(sealed, anchors, tmp_path):
    anchor()
    anchors.rename(tmp_path / "kept elsewhere")
    remove(5)
    run("UPDATE products_companyfigure SET closed_by_id = NULL")

    assert verdict().startswith("4 change sets verified.")
    assert verdict("--anchors", str(tmp_path / "kept elsewhere")).startswith(
        "Change set 5 is missing: anchor 1 of "
    )


def test_the_newest_anchor_is_said(sealed, anchors):
    written_at = anchor().body["written_at"]

    assert verdict().splitlines()[2] == f"The newest is anchor 1 of {written_at}."


def test_that_there_are_no_anchors_is_said(sealed, anchors):
    assert verdict().splitlines()[1:] == [NO_ANCHORS]


@pytest.mark.parametrize("exists", (True, False))
def test_a_named_folder_without_anchors_is_a_problem(sealed, anchors, tmp_path, exists):
    anchor()
    folder = tmp_path / "named"
    if exists:
        folder.mkdir()

    with pytest.raises(CommandError, match=rf"^No anchors in {folder}\.$"):
        call_command("verify_ledger", "--anchors", str(folder))


def test_anchors_of_another_key_are_refused(sealed, anchors, settings):
    settings.ANCHOR_KEY = "somebody else's secret, long enough too"
    theirs = own_key()
    anchor()
    settings.ANCHOR_KEY = "of no worth outside the tests, either"

    assert verdict() == "Anchor 1 is not what was written: its signature is not that of the key."
    assert verdict("--key", theirs).splitlines()[1] == f"1 anchors verified, signed by {theirs}."


@pytest.mark.parametrize(
    ("edit", "problem"),
    (
        (lambda data: b"", "Anchor 00000001.json is not what was written: it cannot be read."),
        (lambda data: b"[]", "Anchor 00000001.json is not what was written: it cannot be read."),
        (lambda data: data + b"\n", "Anchor 00000001.json is not what was written: it cannot be read."),
        (
            lambda data: data.replace(b'"frozen":{', b'"frozen":{"a":"b",'),
            "Anchor 1 is not what was written: its signature is not that of the key.",
        ),
        (
            lambda data: data.replace(b'"written_at":"20', b'"written_at":"30'),
            "Anchor 1 is not what was written: its signature is not that of the key.",
        ),
    ),
)  # fmt: skip
def test_a_changed_anchor_is_named(sealed, anchors, edit, problem):
    made = anchor()
    (anchors / made.name).chmod(0o644)
    (anchors / made.name).write_bytes(edit(made.data))

    assert verdict() == problem


def test_a_missing_anchor_is_named(db, anchors):
    for row in (make.company_figure(), make.trade_name_version(), make.presentation_version()):
        make.recorded(row)
        anchor()
    (anchors / "00000002.json").unlink()

    assert verdict() == "Anchor 2 is missing."


def test_no_anchor_is_written_over_another(tmp_path):
    write(tmp_path, Anchor("00000001.json", b"first"))

    with pytest.raises(FileExistsError):
        write(tmp_path, Anchor("00000001.json", b"second"))
    assert read_all(tmp_path) == [Anchor("00000001.json", b"first")]
    assert list(tmp_path.iterdir()) == [tmp_path / "00000001.json"]


def test_a_secret_that_could_be_guessed_signs_nothing(settings):
    settings.ANCHOR_KEY = "short"

    with pytest.raises(ImproperlyConfigured, match="fewer than 32 characters"):
        keys.signing_key()


def test_the_command_says_what_it_wrote(sealed, anchors):
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("anchor", stdout=out)

    assert [out.getvalue() for out in said] == [
        f"Anchor 1 at change set 5: {seal(5)}, signed by {own_key()}\n",
        "Nothing moved since the last anchor.\n",
    ]


def test_the_command_refuses_what_does_not_verify(sealed, anchors):
    run("DELETE FROM ledger_changeset WHERE seq = 2")

    with pytest.raises(CommandError, match=r"^Broken at change set 2: missing\.$"):
        call_command("anchor")


def test_the_daily_anchor_survives_errors(db, anchors, monkeypatch):
    waits, said = [], StringIO()
    answers = iter((AnchorError("Broken"), OSError("No space"), None))

    def work():
        if error := next(answers):
            raise error

    def wait(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "anchor", work)
    monkeypatch.setattr(command.time, "sleep", wait)
    with pytest.raises(KeyboardInterrupt):
        call_command("anchor", "--daily", stdout=StringIO(), stderr=said)

    assert waits == [15 * 60, 15 * 60, 24 * 3600]
    assert [line.split(" no anchor: ")[1] for line in said.getvalue().splitlines()] == [
        "Broken",
        "No space",
    ]


def test_every_anchor_is_plain_json(sealed, anchors):
    made = anchor()

    assert json.loads((anchors / made.name).read_text())["number"] == 1
