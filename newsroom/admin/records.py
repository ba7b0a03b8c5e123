"""What releases are made of: pictures, standing texts, topics and contacts."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import TranslatedAdmin
from newsroom.admin.keeping import KeepsWork, KeptForm
from newsroom.admin.renewing import RenewsReviews
from newsroom.images import UnusableImageError, reencoded
from newsroom.models import Boilerplate, Contact, EditionText, Image, Topic


@admin.register(Boilerplate)
class BoilerplateAdmin(KeepsWork, RenewsReviews, TranslatedAdmin):
    fields = ["key", "title", "body"]
    list_display = ["title", "key"]
    search_fields = ["key", "title_en", "title_zh_hans"]
    prepopulated_fields = {"key": ["title_en"]}


@admin.register(Topic)
class TopicAdmin(KeepsWork, TranslatedAdmin):
    fields = ["key", "name"]
    list_display = ["name", "key"]
    search_fields = ["key", "name_en", "name_zh_hans"]


@admin.register(Contact)
class ContactAdmin(KeepsWork, RenewsReviews, TranslatedAdmin):
    fields = ["key", "name", "email"]
    list_display = ["name", "email", "key"]
    search_fields = ["key", "name_en", "name_zh_hans", "email"]


class ImageForm(KeptForm):
    """Takes a file through `newsroom.images`; descriptions are required in every language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.startswith("alt_"):
                field.required = True

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file or "file" not in self.changed_data:
            return file
        try:
            content, self.instance.sha256 = reencoded(file)
        except UnusableImageError as error:
            raise ValidationError(str(error)) from error
        if twin := Image.objects.filter(sha256=self.instance.sha256).first():
            raise ValidationError(_("This picture is here already: “%s”.") % twin)
        return content


class KeepsWhatWasFrozen:
    """A `ModelAdmin` of files by their hash: what an edition shows stays on record with it."""

    shown_in = "images"

    def has_delete_permission(self, request, obj=None):
        is_shown = obj is not None and (
            EditionText.objects.filter(**{f"{self.shown_in}__contains": [obj.sha256]}).exists()
        )
        return not is_shown and super().has_delete_permission(request, obj)


@admin.register(Image)
class ImageAdmin(KeepsWhatWasFrozen, KeepsWork, RenewsReviews, TranslatedAdmin):
    form = ImageForm
    fields = ["file", "preview", "alt", "credit"]
    readonly_fields = ["preview"]
    list_display = ["preview", "alt", "credit", "size"]
    list_display_links = ["preview", "alt"]
    search_fields = ["alt_en", "alt_zh_hans", "credit"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "file":  # Pillow looks at it in `newsroom.images` only
            return forms.FileField(
                label=_("File"),
                help_text=_("JPEG, PNG or WebP; at most 10 MB and 40 million pixels."),
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["file"] if obj else [])]

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [path("file/<str:sha256>", view, name="newsroom_image_file"), *super().get_urls()]

    def file_view(self, request, sha256):
        """Show staff a picture that no public page shows yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return FileResponse(get_object_or_404(Image, sha256=sha256).file.open("rb"))

    @admin.display(description=_("picture"))
    def preview(self, image):
        if not image.pk:
            return "–"
        address = reverse("admin:newsroom_image_file", args=[image.sha256])
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', address)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"
