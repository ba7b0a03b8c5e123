"""Q1 to Q5 of domain.md over the worked table of its section 4: one page and one JSON answer each."""

from datetime import UTC, datetime

import pytest

from henlius.history.asking import moments
from tests.invariants import worked_table
from tests.staff import signed_in

PAGE = "/admin/history/"


@pytest.fixture(scope="module")
def recorded(own_database):
    return worked_table.told()


@pytest.fixture
def world(recorded, shared, monkeypatch):
    """The table, asked after its last act; returns {number of a row in it: key}."""
    now = datetime(2027, 2, 1, tzinfo=UTC)
    monkeypatch.setattr(moments.timezone, "now", lambda: now)
    keys = sorted(row.pk for indication in recorded for row in indication.versions.all())
    return dict(enumerate(keys, start=1))


def json_of(address, **query):
    response = signed_in("auditors").get(f"{PAGE}{address}", query)
    assert response.status_code == 200, response.content
    return response.json()


def key_of(row):
    """Return the key that `products.indicationversion:12` names."""
    label, key = row.split(":")
    assert label == "products.indicationversion"
    return int(key)


@pytest.fixture
def told_of(world):
    """Return a function of an address and its query: [(text, certainty, row of the table, seq)]."""
    number = {key: number for number, key in world.items()}

    def told_of(address, **query):
        return [
            (
                answer["text"],
                answer["certainty"],
                number[key_of(answer["row"])],
                answer["recorded"]["seq"],
            )
            for answer in json_of(address, **query)["answers"]
        ]

    return told_of


@pytest.fixture
def corrected(world):
    """The address of r3, which mended r1 and was narrowed later."""
    return f"record/products.indicationversion/{world[3]}"


def test_q1_in_force_as_known_today(told_of):
    ask = "in-force.json"

    assert told_of(ask, day="2025-09-17") == [
        ("adult patients", "certain", 4, 4),
        ("AI wording", "certain", 7, 5),
    ]
    assert told_of(ask, day="2025-05-15") == [("adult patients", "possible", 4, 4)]
    assert told_of(ask, day="2026-03-01") == [
        ("narrowed", "certain", 6, 5),
        ("AI wording", "certain", 7, 5),
    ]
    assert told_of(ask, day="2027-01-01") == []
    assert told_of(ask, day="2025-04-30") == []


def test_q2_in_force_as_known_then(told_of):
    ask = "as-known.json"

    believed = [("patients", "certain", 1, 1), ("AI wording", "certain", 2, 2)]
    assert told_of(ask, day="2025-09-17", known="2") == believed
    assert told_of(ask, day="2025-09-17", known="2025-09-17 12:00") == believed
    assert told_of(ask, day="2026-03-01", known="2026-02-15") == [
        ("adult patients", "certain", 3, 3),
        ("AI wording", "certain", 2, 2),
    ]
    assert told_of(ask, day="2027-01-01", known="4") == [
        ("narrowed", "certain", 5, 4),
        ("AI wording", "certain", 2, 2),
    ]
    assert told_of(ask, day="2027-01-01", known="5") == []


def test_adv_1_a_late_entry_is_known_from_its_moment_on(told_of):
    """A was recorded at 10:10 in Hong Kong on the 16th, for the 15th."""
    before = told_of("as-known.json", day="2025-09-15", known="2025-09-16 10:09:59")
    after = told_of("as-known.json", day="2025-09-15", known="2025-09-16T02:10Z")

    assert before == [("patients", "certain", 1, 1)]
    assert after == [("patients", "certain", 1, 1), ("AI wording", "certain", 2, 2)]


def test_an_answer_says_what_was_asked_and_what_answers(world):
    answer = json_of("as-known.json", day="17 September 2025", known="2", kind="wording")

    assert answer["question"] == {
        "kind": "wording",
        "product": None,
        "jurisdiction": None,
        "authority": None,
        "concept": None,
        "day": "2025-09-17",
        "known_at": "2025-09-16T02:10:00Z",
        "public_at": None,
    }
    assert (answer["as_of"], answer["seq"]) == ("2025-09-17", 2)
    assert (answer["page"], answer["has_more"]) == (1, False)


def test_an_answer_carries_its_dates_and_evidence(world):
    [answer, _other] = json_of("in-force.json", day="2025-09-17")["answers"]

    assert answer["start"] == {
        "earliest": "2025-05-01",
        "latest": "2025-05-31",
        "precision": "month",
        "as_stated": "May 2025",
    }
    assert answer["end"]["earliest"] == "2026-03-01"
    assert answer["as_of"] == "2025-09-17"
    assert [(source["title"], source["stance"]) for source in answer["evidence"]] == [
        ("letter (made up)", "supports")
    ]
    assert answer["recorded"] == {
        "seq": 4,
        "kind": "amendment",
        "by": "recorder",
        "at": "2026-03-02T01:00:00Z",
        "approver": "",
        "reason": "Narrowed by the authority",
        "public_from": "2026-03-02T01:00:00Z",
    }


def test_before_the_first_record_the_answer_is_not_recorded_here(world):
    answer = json_of("as-known.json", day="2025-05-20", known="2025-06-01 00:00")
    page = signed_in("auditors").get(PAGE, {"day": "2025-05-20", "known": "2025-06-01 00:00"})

    assert answer["answers"] == []
    assert (answer["seq"], answer["not_recorded_before"]) == (0, "2025-06-03T06:00:00Z")
    assert "Not recorded here before 2025-06-03 14:00 Hong Kong time" in page.content.decode()


def test_q4_the_chain_of_a_record(world, corrected):
    """r1 was corrected to r3, which the amendment split in r4 and r5; the withdrawal ended r5 as r6."""
    answer = json_of(f"{corrected}.json")
    number = {key: number for number, key in world.items()}

    def numbers(rows):
        return [number[key_of(row)] for row in rows]

    links = [
        (number[key_of(one["row"])], numbers(one["replaces"]), numbers(one["replaced_by"]))
        for one in answer["records"]
    ]
    assert (key_of(answer["row"]), answer["seq"]) == (world[3], 5)
    assert links == [
        (1, [], [3]),
        (3, [1], [4, 5]),
        (4, [3], []),
        (5, [3], [6]),
        (6, [5], []),
    ]


def test_q4_who_when_why_and_from_which_document(corrected):
    records = json_of(f"{corrected}.json")["records"]
    record = records[1]

    assert [one["is_asked"] for one in records] == [False, True, False, False, False]
    assert record["recorded"] == {
        "seq": 3,
        "kind": "correction",
        "by": "recorder",
        "at": "2025-09-18T03:00:00Z",
        "approver": "",
        "reason": "The word adult was missing",
        "public_from": "2025-09-18T03:00:00Z",
    }
    assert record["closed"]["seq"] == 4
    assert [source["title"] for source in record["evidence"]] == ["letter (made up)"]
    assert record["facts"][0] == {"label": "Wording", "value": "adult patients"}


def test_q4_the_page_marks_the_words_that_changed(corrected):
    page = signed_in("auditors").get(f"{PAGE}{corrected}/")

    assert "<ins>adult </ins>patients" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    (
        "record/products.indicationversion/999999.json",
        f"record/products.indicationversion/{'9' * 30}.json",
        "record/products.product/1.json",
        "record/nothing/1.json",
    ),
)
def test_q4_what_is_no_record_is_not_found(world, address):
    assert signed_in("auditors").get(f"{PAGE}{address}").status_code == 404


@pytest.mark.parametrize("address", ("", "in-force/", "as-known/"))
def test_the_pages_show_what_the_json_says(world, address):
    query = {"day": "2025-05-15", "known": "3"}
    page = signed_in("auditors").get(f"{PAGE}{address}", query).content.decode()

    words = "patients</p>" if address == "in-force/" else "adult patients</p>"
    assert page.count(words) == 1
    assert "AI wording" not in page
    assert "May 2025 (2025-05-01 to 2025-05-31)" in page
    assert ">possible</p>" in page
