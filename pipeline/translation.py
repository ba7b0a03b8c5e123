from modeltranslation.translator import TranslationOptions, register

from pipeline.models import Programme


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = ("target_indication",)
