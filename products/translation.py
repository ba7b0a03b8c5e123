from modeltranslation.translator import TranslationOptions, register

from products.models import IndicationConcept, Jurisdiction, Organisation, Product


@register(Jurisdiction)
class JurisdictionTranslation(TranslationOptions):
    fields = ("name",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "short_name")


@register(Product)
class ProductTranslation(TranslationOptions):
    fields = ("name",)


@register(IndicationConcept)
class IndicationConceptTranslation(TranslationOptions):
    fields = ("name", "disease")
