import hashlib
import io
import struct
import zlib

import pytest
from django.urls import reverse
from PIL import Image

from newsroom.images import MAX_BYTES, UnusableImageError, reencoded, store
from newsroom.models import Figure
from newsroom.models import Image as StoredImage
from tests.factories import newsroom as made
from tests.staff import signed_in


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    """Return a file with a picture in it."""
    file = io.BytesIO()
    Image.new(mode, size, "teal").save(file, kind, **options)
    return file


def opened(content):
    return Image.open(io.BytesIO(content.read()))


def bomb(width, height):
    """Return a PNG of a few bytes whose header claims `width` x `height` pixels."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


@pytest.mark.parametrize(("kind", "ending"), (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")))
def test_is_encoded_again_and_named_by_its_bytes(kind, ending):
    content, sha256 = reencoded(picture(kind))

    data = content.read()
    assert (content.name, sha256) == (f"{sha256}.{ending}", hashlib.sha256(data).hexdigest())
    result = Image.open(io.BytesIO(data))
    assert (result.format, result.size) == (kind, (40, 30))


def test_metadata_is_dropped_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken by somebody"
    content, _sha256 = reencoded(picture("JPEG", exif=exif, comment=b"secret"))

    result = opened(content)

    assert result.size == (30, 40)
    assert dict(result.getexif()) == {}
    assert "comment" not in result.info


def test_same_picture_gives_the_same_name():
    assert reencoded(picture())[1] == reencoded(picture())[1]


@pytest.mark.parametrize("mode", ("CMYK", "L"))
def test_other_colours_of_jpeg_are_taken(mode):
    content, _sha256 = reencoded(picture("JPEG", mode=mode))

    assert opened(content).mode in ("RGB", "L")


def test_transparency_is_kept():
    content, _sha256 = reencoded(picture("PNG", mode="RGBA"))

    assert opened(content).mode == "RGBA"


@pytest.mark.parametrize(
    ("file", "message"),
    (
        (bomb(50_000, 50_000), "more than 40 million pixels"),
        (bomb(8_000, 5_001), "more than 40 million pixels"),
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a picture"),
        (io.BytesIO(b"%PDF-1.7 made up"), "not a picture"),
        (io.BytesIO(b""), "not a picture"),
        (picture("GIF", mode="P"), "not a picture"),
        (io.BytesIO(picture(size=(400, 300)).getvalue()[:200]), "damaged or cut short"),
        (io.BytesIO(b"x" * (MAX_BYTES + 1)), "larger than 10 MB"),
        (
            picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
            "Moving pictures",
        ),
    ),
    ids=("bomb", "slightly", "svg", "pdf", "empty", "gif", "cut", "large", "moving"),
)
def test_what_cannot_be_used_says_why(file, message):
    with pytest.raises(UnusableImageError, match=message):
        reencoded(file)


@pytest.mark.django_db
def test_store_keeps_one_record_a_picture():
    one = store(picture(), alt_en="A", alt_zh_hans="甲")
    two = store(picture(), alt_en="B", alt_zh_hans="乙")

    assert one == two
    assert StoredImage.objects.get().alt_en == "A"
    assert (one.width, one.height) == (40, 30)


@pytest.fixture
def shown(announcement):
    """A picture that a release shows, and its address."""
    image = store(picture(size=(32, 24)), alt_en="Made up", alt_zh_hans="虚构")
    Figure.objects.create(parent=announcement, region="main", ordering=9, image=image)
    return f"/images/{image.sha256}"


def test_picture_is_unknown_until_an_edition_that_shows_it_is_public(client, announcement, shown):
    planted, unknown = client.get(shown), client.get(f"/images/{'0' * 64}")

    assert (planted.status_code, unknown.status_code) == (404, 404)
    assert planted.content == unknown.content
    assert planted.headers.items() == unknown.headers.items()

    made.published(announcement)

    assert client.get(shown).status_code == 200


def test_picture_is_sent_once(client, announcement, shown):
    made.published(announcement)

    first = client.get(shown)
    again = client.get(shown, headers={"If-None-Match": first["ETag"]})

    assert hashlib.sha256(first.content).hexdigest() == shown.removeprefix("/images/")
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/png", "no-cache")
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "names"),
    (
        ("image", ("file", "alt_en", "alt_zh_hans")),
        ("document", ("file", "name", "title_en", "title_zh_hans")),
    ),
)
def test_the_browser_asks_for_what_an_upload_needs(kind, names):
    response = signed_in("editors").get(reverse(f"admin:newsroom_{kind}_add"))

    form = response.context["adminform"].form
    assert [name for name in form.fields if " required" in str(form[name])] == list(names)
    assert "js/admin/uploads" in response.content.decode()
