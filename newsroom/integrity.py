"""Whether frozen articles are still what was frozen, told for lists without reading them."""

from django.db.models import BooleanField, Case, F, Func, TextField, Value, When


class Sha256(Func):
    """The hexadecimal SHA-256 of a text in UTF-8, computed by the database from what it holds."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = TextField()


def with_integrity(texts):
    """Annotate a queryset of `EditionText` with `is_unchanged`: its bytes have the hash kept with it."""
    is_unchanged = Case(
        When(sha256=Sha256(F("article")), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return texts.annotate(is_unchanged=is_unchanged)
