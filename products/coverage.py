"""Territories in which a product is approved on a day, by its own licence or by that of a whole (ADV-20)."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, F, OuterRef, Value

from ledger.enums import Certainty
from products.enums import AuthorisationStatus
from products.models import AuthorisationVersion, MembershipVersion


@dataclass(frozen=True, order=True)
class Covered:
    """An approval in a territory: `through` is the code of the whole that carries it, "" for its own.

    It is certain when the licence and the membership are.
    """

    code: str
    through: str
    product: str
    is_certain: bool


def coverage(rows_of, **about):
    """Return what the licences of products cover on a day, in the order of codes. 1 query.

    `rows_of(model)` returns the rows of a version model in force on that day with their
    `certainty`, through the gate of the caller; `about` are conditions on `Authorisation`:

        coverage(lambda model: model.objects.known(seq, day), product=product)
    """
    licences = rows_of(AuthorisationVersion).filter(
        status=AuthorisationStatus.GRANTED,
        **{f"authorisation__{name}": value for name, value in about.items()},
    )
    own = licences.values_list(
        F("authorisation__jurisdiction__code"),
        Value("", output_field=CharField()),
        F("authorisation__product__slug"),
        Exists(_certain(licences)),
    )
    through = (
        rows_of(MembershipVersion)
        .alias(licence=F("membership__parent__authorisations__versions"))
        .filter(licence__in=licences.values("pk"))
        .values_list(
            F("membership__member__code"),
            F("membership__parent__code"),
            F("membership__parent__authorisations__product__slug"),
            Exists(_certain(licences, "licence")) & Exists(_certain(rows_of(MembershipVersion))),
        )
    )
    return sorted(Covered(*row) for row in own.union(through))


def territories(covered):
    """Return the codes of the territories covered; a whole counts as its members, if it has any."""
    wholes = {row.through for row in covered}
    return {row.code for row in covered} - wholes


def _certain(rows, path="pk"):
    return rows.filter(pk=OuterRef(path), certainty=Certainty.CERTAIN)
