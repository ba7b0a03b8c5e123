"""The texts that people wrote for the pages of products."""

from newsroom.enums import ReleaseKind
from newsroom.models import EditionText


def texts_of(product, at=None):
    """Return the `EditionText`s of the page of `product` visible at `at`, by language. 1 query."""
    texts = (
        EditionText.objects.visible(at)
        .upheld()
        .filter(edition__release_kind=ReleaseKind.PROFILE, edition__release__product=product)
    )
    return {text.locale: text for text in texts}
