from datetime import date

from django.utils import timezone

from henlius.demo.files import folder, register, toml
from newsroom.models import EditionText, Publication


def tables():
    return [toml(path.relative_to(folder())) for path in (folder() / "releases").glob("*.toml")]


def test_titles_and_dates_are_those_of_the_index():
    index = {row["id"]: row for row in register("releases")}

    for table in tables():
        if "index_id" in table:
            row = index[table["index_id"]]
            language = {"en": "en", "zh-Hans": "zh-hans"}[row["lang"]]
            assert table["originally_published_on"] == date.fromisoformat(row["date"])
            assert table["title"][language] == row["title"]


def test_releases_are_public_except_the_two_scheduled_ones(demo):
    now = timezone.now()
    waiting = Publication.objects.exclude(pk__in=Publication.objects.visible(now))

    slugs = waiting.order_by("visible").values_list("release__slug", flat=True)
    assert list(slugs) == ["hansizhuang-vial-presentation", "indication-history-online"]


def test_seed_release_shows_the_facts_of_its_day(demo):
    text = EditionText.objects.get(slug="futuoning-second-indication", locale="en")

    shown = text.edition.bindings.filter(locale="en").values_list("shown", flat=True)
    assert text.dated_on == date(2025, 9, 17)
    for row in register("indications"):
        if row["product"] == "futuoning":
            assert row["wording_en"] in shown
    assert "China: May 2025" in shown
    assert "over 50" in shown
