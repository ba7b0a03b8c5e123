"""Translators change the texts of a release and nothing else, whatever their browser sends."""

TRANSLATE = "newsroom.translate_release"
WRITE = "newsroom.change_release"


def translates_only(user):
    """Return whether `user` may change the translated texts of releases, and no more of them."""
    return user.has_perm(TRANSLATE) and not user.has_perm(WRITE)


def texts_only(form_class):
    """Return `form_class` with every field but the translated texts disabled: what is posted for
    them is not read.
    """

    class TextsOnly(form_class):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                column = self._meta.model._meta.get_field(name)
                field.disabled = not hasattr(column, "translated_field")

    return TextsOnly


class OpenToTranslators:
    """For an admin or inline: those who translate only may change it too, in its texts."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or translates_only(request.user)
