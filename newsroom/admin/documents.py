"""Files for download: PDFs, cleaned on upload, shown to staff until a release offers them."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import TranslatedAdmin
from newsroom.admin.keeping import KeepsWork, KeptForm
from newsroom.admin.records import KeepsWhatWasFrozen
from newsroom.admin.renewing import RenewsReviews
from newsroom.documents import UnusableDocumentError, rewritten
from newsroom.downloads import answer
from newsroom.models import Document


class FileNameField(forms.SlugField):
    """The name of a file as part of its address, typed with or without `.pdf`."""

    default_error_messages = {
        "invalid": _("Use Latin letters, digits and hyphens only, for example annual-report-2026.")
    }

    def to_python(self, value):
        return super().to_python(value).removesuffix(".pdf")


class DocumentForm(KeptForm):
    """Takes a file through `newsroom.documents`; titles are required in every language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.startswith("title_"):
                field.required = True

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            content, sha256, pages = rewritten(file)
        except UnusableDocumentError as error:
            raise ValidationError(str(error)) from error
        if twin := Document.objects.filter(sha256=sha256).first():
            raise ValidationError(_("This file is here already: “%s”.") % twin)
        self.instance.sha256, self.instance.pages = sha256, pages
        self.instance.size_bytes = content.size
        return content


@admin.register(Document)
class DocumentAdmin(KeepsWhatWasFrozen, KeepsWork, RenewsReviews, TranslatedAdmin):
    form = DocumentForm
    shown_in = "files"
    list_display = ["title", "name", "pages", "size", "link"]
    search_fields = ["name", "title_en", "title_zh_hans"]

    def get_fieldsets(self, request, obj=None):
        """Without `file` once it is stored: other bytes are another file."""
        names = ["link", "name", "title"] if obj else ["file", "name", "title"]
        return [(None, {"fields": self._paired(self.replace_orig_field(names))})]

    def get_readonly_fields(self, request, obj=None):
        """A published address holds the name, so it stays."""
        return ["link", "name"] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "file":
            return forms.FileField(
                label=_("File"),
                help_text=_("PDF; at most 20 MB and 500 pages. Scripts and metadata are removed."),
                widget=forms.FileInput(attrs={"accept": "application/pdf"}),
            )
        if db_field.name == "name":
            kwargs["form_class"] = FileNameField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        return [
            path("file/<str:sha256>", view, name="newsroom_document_file"),
            *super().get_urls(),
        ]

    def file_view(self, request, sha256):
        """Give staff a file that no public page offers yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return answer(get_object_or_404(Document, sha256=sha256))

    @admin.display(description=_("size"))
    def size(self, document):
        return filesizeformat(document.size_bytes)

    @admin.display(description=_("file"))
    def link(self, document):
        address = reverse("admin:newsroom_document_file", args=[document.sha256])
        return format_html('<a href="{}">{}.pdf</a>', address, document.name)
