"""Uploaded pictures: decoded, limited, encoded again and named by the hash of their bytes."""

import hashlib
import io
import warnings
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from newsroom.errors import NewsroomError
from newsroom.models import Image as StoredImage

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
OPTIONS = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88, "method": 4},
}
MODES = {"JPEG": {"RGB", "L"}, "PNG": {"RGB", "RGBA", "L", "LA"}, "WEBP": {"RGB", "RGBA"}}
# What Pillow raises for files that are not what they say, cut short, or bombs.
DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class UnusableImageError(NewsroomError):
    message = _("This file is not a picture that can be used. Upload a JPEG, PNG or WebP file.")


def store(file, **fields):
    """Return the stored `Image` of the picture in `file`, made with `fields` unless it exists.

    Raises `UnusableImageError`.
    """
    content, sha256 = reencoded(file)
    found = StoredImage.objects.filter(sha256=sha256).first()
    return found or StoredImage.objects.create(file=content, sha256=sha256, **fields)


def reencoded(file):
    """Return `(ContentFile, sha256)` of the picture in `file`, without its metadata.

    JPEG, PNG and WebP, at most 10 MB and 40 megapixels, still pictures only. Size and
    kind are read in the header, before anything is decoded. Turned upright, colours in sRGB. Raises
    `UnusableImageError`.
    """
    data = _bytes_of(file)
    with _explained():
        picture, kind = _opened(data)
        encoded = _encode(picture, kind)
    sha256 = hashlib.sha256(encoded).hexdigest()
    return ContentFile(encoded, name=f"{sha256}.{FORMATS[kind]}"), sha256


def kind_of(file):
    """Return the kind of the picture in `file` by its header: JPEG, PNG or WEBP; decodes nothing.

    Raises `UnusableImageError`.
    """
    data = _bytes_of(file)
    with _explained():
        return _opened(data)[1]


@contextmanager
def _explained():
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except DAMAGE as error:
        raise UnusableImageError(_damage(error)) from error


def _opened(data):
    picture = Image.open(io.BytesIO(data), formats=list(FORMATS))
    kind = "JPEG" if picture.format == "MPO" else picture.format
    _require_limits(picture, kind)
    return picture, kind


def _bytes_of(file):
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnusableImageError(_("This picture is larger than 10 MB. Make it smaller first."))
    return data


def _require_limits(picture, kind):
    if picture.width * picture.height > MAX_PIXELS:
        raise UnusableImageError(
            _("This picture has more than 40 million pixels. Make it smaller first.")
        )
    if kind != "JPEG" and picture.n_frames > 1:
        raise UnusableImageError(_("Moving pictures are not used. Upload a still one."))


def _encode(picture, kind):
    upright = _in_srgb(ImageOps.exif_transpose(picture))
    if upright.mode not in MODES[kind]:
        upright = upright.convert("RGBA" if _has_alpha(upright) else "RGB")
    upright.info = {}
    target = io.BytesIO()
    upright.save(target, kind, **OPTIONS[kind])
    return target.getvalue()


def _has_alpha(picture):
    return "A" in picture.getbands() or "transparency" in picture.info


def _in_srgb(picture):
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    try:
        return ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if picture.mode == "RGBA" else "RGB",
        )
    except ImageCms.PyCMSError:
        return picture


def _damage(error):
    if isinstance(error, (Image.DecompressionBombError, Image.DecompressionBombWarning)):
        return _("This picture has more than 40 million pixels. Make it smaller first.")
    if isinstance(error, UnidentifiedImageError):
        return UnusableImageError.message
    return _("This picture is damaged or cut short. Save it again and upload it anew.")
