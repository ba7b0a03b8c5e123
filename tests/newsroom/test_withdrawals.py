"""A withdrawn release is read under its banner; of a removed one only day and reason are left."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from PIL import Image

from newsroom.enums import EditionKind, ReleaseKind
from newsroom.errors import NotReadyError
from newsroom.images import store
from newsroom.models import Download, EditionText, Figure, Publication
from newsroom.moments import HOME
from newsroom.pages import news, page_text, release_page
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import recorded
from tests.newsroom.test_documents import stored

pytestmark = pytest.mark.django_db

SECRET = "zebra-secret"
ADDRESSES = ("/en/news/2025/made-up/", "/zh-hans/news/2025/made-up/")
LISTS = tuple(
    f"/{locale}/{path}"
    for locale in ("en", "zh-hans")
    for path in ("", "news/", "news/feed.atom", "news/feed.rss")
)


def picture():
    file = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "PNG")
    return store(
        file, alt_en=f"{SECRET} alt", alt_zh_hans=f"{SECRET} 图", credit=f"{SECRET} credit"
    )


@pytest.fixture
def release():
    """A public release with a picture and a file whose every text holds the secret."""
    texts = {
        f"{field}_{locale}": f"{SECRET} {field}"
        for field in ("title", "summary", "dateline")
        for locale in ("en", "zh_hans")
    }
    release = made.release("made-up", originally_published_on=date(2025, 9, 17), **texts)
    made.prose(release, body_en=f"<p>{SECRET} body</p>", body_zh_hans=f"<p>{SECRET} 正文</p>")
    Figure.objects.create(parent=release, region="main", ordering=90, image=picture())
    Download.objects.create(parent=release, region="main", ordering=91, document=stored())
    made.published(release)
    made.corrected(release, f"{SECRET} correction")
    return release


@pytest.fixture
def files(release):
    """The addresses of its picture and its file."""
    text = EditionText.objects.filter(edition__release=release).first()
    (image,), (document,) = text.images, text.files
    return f"/images/{image}", f"/files/{document}/made-up-results.pdf"


def statuses(client, addresses):
    return [client.get(address).status_code for address in addresses]


def last_start():
    found = Publication.objects.order_by("-visible__startswith").first()
    return found.visible.lower.astimezone(HOME).replace(microsecond=0)


class TestWithdrawal:
    """Still readable, with day and reason, and out of everything that lists."""

    @pytest.fixture
    def start(self, release):
        made.corrected(release, "The trial was <i>reanalysed</i>.", EditionKind.WITHDRAWAL)
        return last_start()

    def test_page_stays_readable_under_a_banner(self, client, start):
        english, chinese = (client.get(address) for address in ADDRESSES)
        page = english.content.decode()

        day = f"{start:%-d %B %Y}"
        banner = f'Withdrawn on <time datetime="{start.isoformat()}">{day}</time>'
        assert (english.status_code, chinese.status_code) == (200, 200)
        assert page.count(banner) == 1
        assert "<p>The trial was &lt;i&gt;reanalysed&lt;/i&gt;.</p>" in page
        assert page.index(banner) < page.index(release_page("en", 2025, "made-up").text.article)
        assert "reanalysed&lt;/i&gt;.（中文）</p>" in chinese.content.decode()

    def test_page_is_not_to_be_indexed_and_says_when_it_changed(self, client, start):
        for address in ADDRESSES:
            page = client.get(address).content.decode()
            assert '<meta name="robots" content="noindex">' in page
            assert f'article:modified_time" content="{start.isoformat()}"' in page
            assert 'article:published_time" content="2025-09-17"' in page

    def test_lists_and_feeds_do_not_name_it(self, client, start):
        for address in LISTS:
            assert SECRET not in client.get(address).content.decode()

    def test_its_picture_and_file_stay_with_the_page(self, client, files, start):
        assert statuses(client, files) == [200, 200]

    def test_page_is_one_query(self, client, start, django_assert_num_queries):
        with django_assert_num_queries(1):
            client.get(ADDRESSES[0])

    def test_correction_makes_it_stand_again(self, client, release, start):
        made.corrected(release, "It stands after all.")

        page = client.get(ADDRESSES[0]).content.decode()

        assert "Withdrawn on" not in page
        assert "noindex" not in page
        assert "It stands after all." in page
        assert [text.slug for text in news("en")] == ["made-up"]

    def test_minor_edit_does_not(self, release, start):
        with pytest.raises(NotReadyError) as refused:
            made.corrected(release, "", EditionKind.MINOR)

        assert "Only a correction makes it public again." in str(refused.value.findings)


class TestRemoval:
    """Published in error: 410, day and reason, nothing else."""

    @pytest.fixture
    def start(self, release):
        made.corrected(release, "It was not <i>ours</i>.", EditionKind.REMOVAL)
        return last_start()

    @pytest.mark.parametrize("method", ("get", "head"))
    def test_every_language_answers_410(self, client, start, method):
        answers = [getattr(client, method)(address) for address in ADDRESSES]

        assert [answer.status_code for answer in answers] == [410, 410]
        assert {answer["Cache-Control"] for answer in answers} == {"no-cache"}
        assert not any(answer.cookies for answer in answers)

    def test_tombstone_has_day_and_reason(self, client, start):
        english, chinese = (client.get(address).content.decode() for address in ADDRESSES)

        day = f"{start:%-d %B %Y}"
        assert f'Removed on <time datetime="{start.isoformat()}">{day}</time>' in english
        assert "<p>It was not &lt;i&gt;ours&lt;/i&gt;.</p>" in english
        assert "ours&lt;/i&gt;.（中文）</p>" in chinese
        assert '<meta name="robots" content="noindex">' in english

    def test_nothing_of_the_content_is_left_anywhere(self, client, files, start):
        for address in (*ADDRESSES, *LISTS):
            answer = client.get(address)
            assert SECRET not in answer.content.decode()
            assert SECRET not in str(answer.headers)
        assert statuses(client, files) == [404, 404]

    def test_tombstone_is_one_query(self, client, start, django_assert_num_queries):
        with django_assert_num_queries(1):
            client.get(ADDRESSES[0])

    def test_it_is_not_removed_or_withdrawn_again(self, release, start):
        for kind in (EditionKind.WITHDRAWAL, EditionKind.REMOVAL):
            with pytest.raises(NotReadyError) as refused:
                made.corrected(release, "Once more.", kind)
            assert "This release is removed already" in str(refused.value.findings)

    def test_language_that_it_no_longer_had_is_gone_too(self, client):
        both = made.release("both", originally_published_on=date(2025, 9, 17))
        made.published(both)
        made.corrected(both, "English only.", required_languages=["en"])
        made.corrected(both, "In error.", EditionKind.REMOVAL)

        answer = client.get("/zh-hans/news/2025/both/")

        assert answer.status_code == 410
        assert "In error." not in answer.content.decode()


@pytest.mark.parametrize("kind", (EditionKind.WITHDRAWAL, EditionKind.REMOVAL))
def test_it_goes_at_its_instant_and_not_before(client, release, kind):
    at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    before = [client.get(address).content for address in (*ADDRESSES, *LISTS)]
    made.corrected(release, "Planned reason.", kind, at=at)

    for locale in ("en", "zh-hans"):
        early = release_page(locale, 2025, "made-up", at - timedelta(seconds=1))
        assert (early.withdrawal, early.status) == (None, 200)
        late = release_page(locale, 2025, "made-up", at)
        assert late.withdrawal.at == at
        assert late.status == (410 if kind == EditionKind.REMOVAL else 200)
        assert [text.slug for text in news(locale, at - timedelta(seconds=1))] == ["made-up"]
        assert list(news(locale, at)) == []
    assert [client.get(address).content for address in (*ADDRESSES, *LISTS)] == before


def test_day_of_a_withdrawal_is_that_of_hong_kong(release):
    at = datetime(2030, 3, 1, 0, 30, tzinfo=HOME)  # still February in Greenwich
    made.corrected(release, "Later.", EditionKind.WITHDRAWAL, at=at)

    assert release_page("en", 2025, "made-up", at).withdrawal.day == date(2030, 3, 1)


@pytest.mark.parametrize("kind", (EditionKind.WITHDRAWAL, EditionKind.REMOVAL))
def test_page_text_leaves_its_page_and_takes_its_picture_along(client, kind):
    recorded(register.product_facts())
    (wording,) = register.approved()
    product = wording.indication.authorisation.product
    profile = made.release("profile", kind=ReleaseKind.PROFILE, product=product)
    made.prose(profile, body_en=f"<p>{SECRET} body</p>", body_zh_hans=f"<p>{SECRET} 正文</p>")
    Figure.objects.create(parent=profile, region="main", ordering=90, image=picture())
    made.published(profile)
    image = f"/images/{EditionText.objects.first().images[0]}"
    page = f"/en/products/{product.slug}/"
    assert SECRET in client.get(page).content.decode()
    assert client.get(image).status_code == 200

    made.corrected(profile, f"{SECRET} reason", kind)

    answer = client.get(page)
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert client.get(image).status_code == 404


def test_page_text_of_the_home_page_falls_back_to_none():
    home = made.release("home", kind=ReleaseKind.PROFILE)
    made.published(home)
    assert page_text("home", "en").title == "Made-up title of home"

    made.corrected(home, "It does not hold.", EditionKind.WITHDRAWAL)

    assert page_text("home", "en") is None


def test_picture_of_former_editions_alone_is_public_no_more(client, release, files):
    release.newsroom_figure_set.all().delete()
    release.newsroom_download_set.all().delete()

    made.corrected(release, "Without picture and file.")

    assert statuses(client, files) == [404, 404]
