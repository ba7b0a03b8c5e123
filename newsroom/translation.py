from modeltranslation.translator import TranslationOptions, register

from newsroom.models import (
    Boilerplate,
    Contact,
    Document,
    Figure,
    Image,
    Prose,
    Quote,
    Release,
    Topic,
)


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(Contact)
class ContactTranslation(TranslationOptions):
    fields = ("name",)


@register(Boilerplate)
class BoilerplateTranslation(TranslationOptions):
    fields = ("title", "body")


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt",)


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Release)
class ReleaseTranslation(TranslationOptions):
    fields = ("title", "summary", "dateline", "note")


@register(Prose)
class ProseTranslation(TranslationOptions):
    fields = ("body",)


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("caption",)


@register(Quote)
class QuoteTranslation(TranslationOptions):
    fields = ("text", "attribution")
