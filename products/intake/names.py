"""What a cell names in the register: products, territories, authorities, uses, holders."""

from difflib import get_close_matches

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.intake.errors import CellError
from ledger.phrases import listed
from products.enums import AuthorityRole, JurisdictionKind
from products.models import Authority, IndicationConcept, Jurisdiction, Organisation, Product

SHOWN = 40  # codes in a message
SIMILAR = 500  # names that are compared with one not found


class Names:
    """Finds records by what people call them; each text is asked for once. 1 to 3 queries a text."""

    def __init__(self):
        self.found = {}

    def product(self, text):
        return self._once(self._product, text)

    def territory(self, text):
        return self._once(self._territory, text)

    def holder(self, text):
        return self._once(self._holder, text)

    def use(self, text):
        """Return the `IndicationConcept` of that key or label, None when it is a new one."""
        return self._once(self._use, text)

    def authority(self, text, territory):
        return self._once(self._authority, text, territory)

    def _once(self, find, *args):
        asked = (find.__name__, *args)
        if asked not in self.found:
            try:
                self.found[asked] = find(*args)
            except CellError as error:
                self.found[asked] = error
        found = self.found[asked]
        if isinstance(found, CellError):
            raise found
        return found

    def _product(self, text):
        own = Q(slug__iexact=text) | _named("name", text) | Q(asset_codes__contains=[text.upper()])
        products = list(Product.objects.filter(own)[:2])
        if not products:
            products = list(Product.objects.filter(trade_names__name__iexact=text).distinct()[:2])
        if len(products) == 1:
            return products[0]
        if products:
            raise CellError(
                _("“%(text)s” names several products: write the address of one.") % {"text": text},
                field="product",
            )
        known = list(Product.objects.values_list("slug", flat=True)[:SIMILAR])
        raise CellError(_unknown_product(text, known), field="product")

    def _territory(self, text):
        found = list(Jurisdiction.objects.filter(Q(code__iexact=text) | _named("name", text))[:2])
        if len(found) == 1:
            return found[0]
        single = Jurisdiction.objects.exclude(kind=JurisdictionKind.GROUP)
        known = listed(single.values_list("code", flat=True)[:SHOWN])
        raise CellError(
            _("“%(text)s” is no territory of the register. Write one of: %(known)s.")
            % {"text": text, "known": known},
            field="territory",
        )

    def _authority(self, text, territory):
        there = Q(jurisdiction=territory)
        if text:
            named = Q(code__iexact=text) | Q(names__acronym__iexact=text)
            named |= Q(names__name_english__iexact=text) | Q(names__name_chinese=text)
            wanted = named & (there | Q(jurisdiction=None))
        else:
            wanted = there & Q(role=AuthorityRole.DECIDES)
        found = list(Authority.objects.filter(wanted).distinct()[:2])
        if len(found) == 1:
            return found[0]
        raise CellError(_which_authority(text, territory), field="authority")

    def _holder(self, text):
        called = _named("name", text) | _named("short_name", text)
        named = called | Q(key__iexact=text) | Q(aliases__contains=[text])
        found = list(Organisation.objects.filter(named)[:2])
        if len(found) == 1:
            return found[0]
        raise CellError(
            _(
                "“%(text)s” is no organisation of the register. Write one of its names or its key, "
                "or add the organisation first."
            )
            % {"text": text},
            field="holder",
        )

    def _use(self, text):
        named = Q(key__iexact=text) | _named("name", text)
        return IndicationConcept.objects.filter(named).first()


def _named(field, text):
    return Q(**{f"{field}_en__iexact": text}) | Q(**{f"{field}_zh_hans__iexact": text})


def _unknown_product(text, known):
    similar = get_close_matches(text.casefold(), known, n=3)
    message = _("“%(text)s” is no product of the register.") % {"text": text}
    advice = _("Write its address, or add the product first.")
    if similar:
        advice = _("Is it one of these: %(known)s?") % {"known": listed(similar)}
    pattern = pgettext("a sentence after others", "%(others)s %(sentence)s")
    return pattern % {"others": message, "sentence": advice}


def _which_authority(text, territory):
    known = listed(territory.authorities.values_list("code", flat=True)[:SHOWN])
    said = {"text": text, "territory": territory.code, "known": known}
    if not known:
        return _("The register knows no authority in %(territory)s. Add it first.") % said
    if text:
        message = _("“%(text)s” is no authority in %(territory)s. Write one of: %(known)s.")
    else:
        message = _("Which authority in %(territory)s? Write one of: %(known)s.")
    return message % said
