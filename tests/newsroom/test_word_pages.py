"""From Word in the admin: bring, look, place."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from henlius.roles import ROLES
from newsroom.enums import StepKind
from newsroom.models import (
    Figure,
    Image,
    Prose,
    References,
    Release,
    Revision,
    WordFile,
    WordImport,
)
from newsroom.word.placing import AlreadyPlacedError, bring, place
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import member, signed_in
from tests.word_files import docx, drawing, heading, notes, p, picture

pytestmark = pytest.mark.django_db
NEW = "/admin/newsroom/release/from-word/"
BOTH = ["en", "zh-hans"]


def english(*more, **options):
    head = (p("Made-up news", style="Title"), p("First."), heading("Part"), p("Second."))
    return docx(*head, *more, **options)


def chinese(*more, **options):
    head = (p("虚构新闻", style="Title"), p("第一。"), heading("部分"), p("第二。"))
    return docx(*head, *more, **options)


def upload(content, name="release.docx"):
    return SimpleUploadedFile(name, content)


def brought(release, **contents):
    """Bring .docx files by language (`en`, `zh_hans`) to a release."""
    files = {
        locale.replace("_", "-"): (f"{locale}.docx", content, False)
        for locale, content in contents.items()
    }
    return bring(release, files, by=person("editor"))


def address(word_import, page="import", *more):
    return reverse(
        f"admin:newsroom_release_word_{page}", args=[word_import.release_id, word_import.pk, *more]
    )


def bodies(release):
    texts = Prose.objects.filter(parent=release).order_by("ordering")
    return [(text.body_en, text.body_zh_hans, text.languages) for text in texts]


def left(word_import):
    word_import.refresh_from_db()
    return [(each["locale"], each["kind"], each["text"]) for each in word_import.outcome["left"]]


@pytest.fixture
def editor():
    return signed_in("editors")


@pytest.fixture
def draft():
    """A release in both languages without a block."""
    return Release.objects.create(
        slug="made-up", kind="notice", title_en="Made-up news", required_languages=BOTH
    )


def test_new_release_has_what_the_files_say(editor):
    files = {"file-en": upload(english()), "file-zh-hans": upload(chinese())}

    response = editor.post(NEW, {"kind": "notice", "slug": ""} | files)

    release, word_import = Release.objects.get(), WordImport.objects.get()
    assert response.url == address(word_import)
    assert (release.title_en, release.title_zh_hans) == ("Made-up news", "虚构新闻")
    assert (release.slug, release.kind, release.required_languages) == (
        *("made-up-news", "notice"),
        BOTH,
    )
    assert bodies(release) == []
    editor.post(address(word_import))
    assert bodies(release) == [
        ("<p>First.</p>", "<p>第一。</p>", []),
        ("<h2>Part</h2><p>Second.</p>", "<h2>部分</h2><p>第二。</p>", []),
    ]
    assert left(word_import) == []


def test_new_release_in_one_language_without_a_title(editor):
    Release.objects.create(slug="plan-b", kind="notice", title_en="Other")

    editor.post(NEW, {"kind": "event", "file-en": upload(docx(p("Text.")), "Plan B.docx")})

    release = Release.objects.exclude(slug="plan-b").get()
    assert (release.title_en, release.title_zh_hans) == ("Plan B", None)
    assert (release.slug, release.required_languages) == ("plan-b-2", ["en"])


def test_address_that_is_taken_is_refused(editor, draft):
    data = {"kind": "event", "slug": "made-up", "file-en": upload(english())}

    form = editor.post(NEW, data).context["form"]

    assert form.errors == {"slug": ["Another release has this address. Choose another one."]}
    assert Release.objects.count() == 1


def test_blocks_come_after_those_that_are_there(editor, draft):
    made.prose(draft, body_en="<p>Here before.</p>", body_zh_hans="")
    word_import = brought(draft, en=english())

    editor.post(address(word_import))

    assert [body for body, _chinese, _only in bodies(draft)] == [
        "<p>Here before.</p>",
        "<p>First.</p>",
        "<h2>Part</h2><p>Second.</p>",
    ]
    assert {only for *_texts, languages in bodies(draft) for only in languages} == set()


def test_titles_fill_what_is_empty_and_are_listed_otherwise(editor, draft):
    draft.title_en = "Another title"
    draft.save()
    word_import = brought(draft, en=english(), zh_hans=chinese())

    editor.post(address(word_import))

    draft.refresh_from_db()
    assert (draft.title_en, draft.title_zh_hans) == ("Another title", "虚构新闻")
    assert left(word_import) == [("en", "title", "Made-up news")]


def test_part_without_its_like_is_limited_to_its_language(editor, draft):
    word_import = brought(draft, en=english(p("[1] Made-up source.")), zh_hans=chinese())

    page = editor.get(address(word_import)).content.decode()
    editor.post(address(word_import))

    assert "only in English: nothing answers it" in page
    found = References.objects.get()
    assert (found.items, found.languages) == ("Made-up source.", ["en"])


def test_picture_is_placed_with_its_descriptions(editor, draft):
    data = picture()
    image = p(drawing("i1", "A made-up chart"))
    word_import = brought(
        draft,
        en=english(image, p("Figure 1", style="Caption"), pictures={"i1": data}),
        zh_hans=chinese(image, p("图一", style="Caption"), pictures={"i1": data}),
    )
    key = hashlib.sha256(data).hexdigest()

    page = editor.get(address(word_import))
    shown = editor.get(address(word_import, "picture", key))
    editor.post(
        address(word_import), {f"alt-{key}-en": "A made-up chart", f"alt-{key}-zh-hans": "虚构图表"}
    )

    assert f'src="{address(word_import, "picture", key)}"' in page.content.decode()
    assert (shown.getvalue(), shown["Content-Type"]) == (data, "image/png")
    figure = Figure.objects.select_related("image").get()
    assert (figure.caption_en, figure.caption_zh_hans) == ("Figure 1", "图一")
    assert (figure.image.alt_en, figure.image.alt_zh_hans) == ("A made-up chart", "虚构图表")
    assert figure.languages == []


@pytest.mark.parametrize(
    ("data", "alts", "kind"),
    (
        (picture(), {"en": "Chart"}, "picture-undescribed"),
        (picture(), {"en": "Chart", "zh-hans": "  "}, "picture-undescribed"),
        (picture(kind="GIF"), {"en": "Chart", "zh-hans": "图"}, "picture-unusable"),
        (picture()[:60], {"en": "Chart", "zh-hans": "图"}, "picture-unusable"),
    ),
    ids=("one-language", "blank", "gif", "cut"),
)
def test_picture_that_cannot_be_placed_is_listed(editor, draft, data, alts, kind):
    content = english(
        p(drawing("i1", "Sales")), p("Figure 1", style="Caption"), pictures={"i1": data}
    )
    word_import = brought(draft, en=content)
    key = hashlib.sha256(data).hexdigest()

    editor.get(address(word_import))
    editor.post(address(word_import), {f"alt-{key}-{code}": alt for code, alt in alts.items()})

    assert [(locale, found) for locale, found, _text in left(word_import)] == [("", kind)]
    assert left(word_import)[0][2].startswith("Sales – Figure 1")
    assert not Image.objects.exists()
    assert len(bodies(draft)) == 2


def test_description_that_is_too_long_is_kept_and_nothing_placed(editor, draft):
    data = picture()
    word_import = brought(draft, en=english(p(drawing("i1")), pictures={"i1": data}))
    name = f"alt-{hashlib.sha256(data).hexdigest()}-en"

    response = editor.post(address(word_import), {name: "x" * 301})

    assert list(response.context["form"].errors) == [name]
    assert "x" * 301 in response.content.decode()
    assert bodies(draft) == []


def test_placed_page_lists_what_was_left_and_gives_the_files_back(editor, draft):
    content = english(parts={"comments": notes("comments", {0: "Why <script>alert(1)</script>"})})
    word_import = brought(draft, en=content)
    before = editor.get(address(word_import)).content.decode()

    after = editor.post(address(word_import), follow=True).content.decode()
    file = editor.get(address(word_import, "file", "en"))

    for page in (before, after):
        assert "A. Writer: Why &lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
    assert file.getvalue() == content
    assert file["Content-Disposition"] == 'attachment; filename="en.docx"'
    assert WordFile.objects.get().sha256 == hashlib.sha256(content).hexdigest()


def test_placing_counts_as_a_change_of_the_person_who_placed(editor, draft):
    """Nobody signs what they brought."""
    word_import = brought(draft, en=english())

    editor.post(address(word_import))

    revision = Revision.objects.first()
    assert revision.saved_by == member("editors")
    assert {"en", "zh-hans"} <= set(revision.scopes)


def test_placing_voids_what_was_signed_before(editor):
    """What comes from Word under review is signed anew, like what is typed."""
    release = made.release()
    signed = made.reviewed(release)

    word_import = brought(release, en=english(), zh_hans=chinese())

    response = editor.post(address(word_import), follow=True)

    voided = release.steps.filter(kind=StepKind.VOIDED).values_list("scope", flat=True)
    assert set(voided) == set(BOTH)
    assert release.editions.first() != signed
    assert "signatures no longer hold" in response.content.decode()


def test_texts_are_placed_once(editor, draft):
    word_import = brought(draft, en=english())
    editor.post(address(word_import))

    with pytest.raises(AlreadyPlacedError):
        place(word_import, by=person("editor"), descriptions={}, accepted={})
    editor.post(address(word_import))

    assert len(bodies(draft)) == 2


def test_pasted_text_is_placed_like_a_file(editor, draft):
    page = f"/admin/newsroom/release/{draft.pk}/word/"
    response = editor.post(
        page, {"html-en": "<h2>Part</h2><p class=MsoNormal>Text</p>", "paste-en": "x"}
    )
    editor.post(page, {"paste-zh-hans": "第一。\n第二。"})
    editor.post(response.url)
    editor.post(address(WordImport.objects.first()))

    assert bodies(draft) == [
        ("<h2>Part</h2><p>Text</p>", None, []),
        (None, "<p>第一。</p><p>第二。</p>", []),
    ]
    assert WordFile.objects.values_list("is_pasted", flat=True).distinct().get() is True


@pytest.mark.parametrize(
    ("data", "errors"),
    (
        ({}, {"__all__": ["Choose a Word file, or paste a text, in a language."]}),
        ({"file-en": b""}, {"file-en": ["This file is empty. Choose it again."]}),
        (
            {"file-en": b"%PDF-1.7", "paste-zh-hans": "正文"},
            {
                "file-en": [
                    "This is not a Word file (.docx). Save it in Word as “Word document (.docx)”."
                ]
            },
        ),
        (
            {"file-en": docx(p("Text.")), "paste-en": "Text"},
            {"file-en": ["Choose a file or paste a text, not both."]},
        ),
    ),
    ids=("nothing", "empty", "pdf", "both"),
)
def test_what_cannot_be_read_is_refused_whole(editor, draft, data, errors):
    posted = {n: upload(v, "made-up.docx") if isinstance(v, bytes) else v for n, v in data.items()}

    response = editor.post(f"/admin/newsroom/release/{draft.pk}/word/", posted)

    assert response.context["form"].errors == errors
    for text in (value for value in data.values() if isinstance(value, str)):
        assert text in response.content.decode()
    assert not WordImport.objects.exists()


@pytest.mark.parametrize("role", (*ROLES, ""))
def test_only_writers_bring_texts(role, draft):
    word_import = brought(draft, en=english(p(drawing("i1")), pictures={"i1": picture()}))
    key = hashlib.sha256(picture()).hexdigest()
    pages = [
        NEW,
        f"/admin/newsroom/release/{draft.pk}/word/",
        address(word_import),
        address(word_import, "picture", key),
        address(word_import, "file", "en"),
    ]
    client = signed_in(role)

    expected = 200 if role == "editors" else 403
    assert [client.get(page).status_code for page in pages] == [expected] * 5
    if role != "editors":
        assert {client.post(page).status_code for page in pages} == {403}
        assert bodies(draft) == []


def test_import_belongs_to_its_release(editor, draft):
    word_import = brought(draft, en=english())
    other = Release.objects.create(slug="other", kind="notice", title_en="Other")
    args = [other.pk, word_import.pk]

    for name, more in (("import", []), ("file", ["en"]), ("picture", ["0" * 64])):
        page = reverse(f"admin:newsroom_release_word_{name}", args=[*args, *more])
        assert editor.get(page).status_code == 404
        assert editor.post(page).status_code == 404
    assert editor.get(address(word_import, "picture", "0" * 64)).status_code == 404
    assert editor.get(address(word_import, "file", "zh-hans")).status_code == 404


@pytest.mark.parametrize("sections", (1, 3))
def test_found_page_query_count(editor, draft, sections, django_assert_num_queries):
    more = [part for number in range(sections) for part in (heading(f"{number}"), p("Text."))]
    word_import = brought(draft, en=english(*more), zh_hans=chinese(*more))

    with django_assert_num_queries(30):
        response = editor.get(address(word_import))

    assert len(response.context["blocks"]) == 2 + sections


@pytest.mark.parametrize("number", (1, 3))
def test_bring_page_query_count(editor, draft, number, django_assert_num_queries):
    for _each in range(number):
        brought(draft, en=english())

    with django_assert_num_queries(8) as queries:
        response = editor.get(f"/admin/newsroom/release/{draft.pk}/word/")

    assert len(response.context["imports"]) == number
    assert not any('"newsroom_wordfile"."content"' in each["sql"] for each in queries)
