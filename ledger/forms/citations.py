"""The sources of an act: chosen from the register's evidence, or added on the spot."""

from django import forms
from django.contrib.admin import site, widgets
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ledger.actions import Evidence
from ledger.enums import Confidence, SourceKind, Stance
from ledger.forms.fields import DayInput
from ledger.models import Citation, SourceDocument
from ledger.receiving import ACCEPT, UnusableFileError, receive, received

PRIMARY = {SourceKind.APPROVAL_LETTER, SourceKind.LABEL, SourceKind.EXCHANGE_FILING}


class CitationForm(forms.Form):
    """One source with the place in it; `evidence()` saves a new source and returns `Evidence`.

    A file that came along is kept before the form is checked (`with_files_kept`): the hidden field
    then stands for it, so that a form which comes back refused still has it.
    """

    heading = _("Sources")
    add_label = _("Add another source")

    source = forms.ModelChoiceField(
        SourceDocument.objects.all(),
        label=_("Source"),
        required=False,
        widget=widgets.AutocompleteSelect(Citation._meta.get_field("source"), site),
        help_text=_("Search by title or address. Not there yet? Describe it below."),
    )
    new_title = forms.CharField(
        label=_("New source: title"),
        max_length=500,
        required=False,
        widget=widgets.AdminTextInputWidget,
    )
    new_kind = forms.ChoiceField(
        label=_("New source: kind"),
        choices=[("", "---------"), *SourceKind.choices],
        required=False,
    )
    new_url = forms.URLField(
        label=_("New source: address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=widgets.AdminURLFieldWidget,
    )
    new_dated_on = forms.DateField(
        label=_("New source: date of the document"), required=False, widget=DayInput
    )
    new_file = forms.FileField(
        label=_("New source: file"),
        required=False,
        allow_empty_file=True,  # what receives it says what to do about it
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "PDF, picture, DOCX, XLSX or text, at most 25 MB. It is kept as it is, with its hash."
        ),
    )
    new_received = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    stance = forms.ChoiceField(
        label=_("This source"), choices=Stance.choices, initial=Stance.SUPPORTS, required=False
    )
    locator = forms.CharField(
        label=_("Place or quotation"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("Page, section or the words that matter."),
    )
    note = forms.CharField(
        label=_("Assessment"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("Where sources disagree: why this one is believed, or not."),
    )
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "source",
                    ("new_title", "new_kind"),
                    ("new_url", "new_dated_on"),
                    "new_file",
                    "new_received",
                    ("stance", "locator"),
                    "note",
                ]
            },
        )
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and (file := received(self["new_received"].value() or "")):
            words = _("Received and kept: %(file)s. Choose another one to put it in its place.")
            self.fields["new_file"].help_text = words % {"file": file}

    def clean_new_file(self):
        """Say what is wrong with a file that was not kept."""
        if file := self.cleaned_data["new_file"]:
            try:
                receive(file)
            except UnusableFileError as error:
                raise ValidationError(str(error)) from error
        return file

    def clean_new_received(self):
        return received(self.cleaned_data["new_received"])

    def clean(self):
        data = super().clean()
        is_new = data.get("new_title") or data.get("new_received")
        if data.get("source") and is_new:
            raise ValidationError(_("Choose a source or describe a new one, not both."))
        if is_new and not data.get("new_kind"):
            self.add_error("new_kind", _("Say what kind of document it is."))
        described = [data.get(n) for n in ("new_kind", "new_url", "new_file", "new_received")]
        if not data.get("new_title") and any(described):
            self.add_error("new_title", _("Give the new source its title."))
        if data.get("locator") and not (data.get("source") or is_new):
            self.add_error("source", _("Choose the source in which this is found."))
        return data

    def evidence(self):
        """Return the `Evidence` that was typed, or None for an empty form."""
        data = self.cleaned_data
        if not (source := self.cited()):
            return None
        stance = data["stance"] or Stance.SUPPORTS
        return Evidence(source, data["locator"], stance, data["note"] or None)

    def cited(self):
        """Return the source chosen or, saved by this, the new one; None for an empty form."""
        data = self.cleaned_data
        return data.get("source") or (data.get("new_title") and self._new_source()) or None

    def _new_source(self):
        """A file that the register has already, or the same words without any, is no new source."""
        data, file = self.cleaned_data, self.cleaned_data["new_received"]
        stated = {
            "kind": data["new_kind"],
            "title": data["new_title"],
            "url": data["new_url"] or None,
            "dated_on": data["new_dated_on"],
        }
        same = {"sha256": file.sha256} if file else {"sha256": None, **stated}
        return SourceDocument.objects.filter(**same).first() or SourceDocument.objects.create(
            key=_free_key(data["new_title"]),
            confidence=Confidence.PRIMARY if data["new_kind"] in PRIMARY else Confidence.SECONDARY,
            file=file.path if file else None,
            sha256=file.sha256 if file else None,
            **stated,
        )


def _free_key(title):
    """Return a key from `title`, numbered when it is taken."""
    stem = slugify(title)[:70] or "source"
    taken = set(SourceDocument.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


CitationFormSet = forms.formset_factory(CitationForm, extra=1, max_num=8, absolute_max=8)


def with_files_kept(data, files):
    """Keep the files that came with the citations of a posted form; return `(data, files)`.

    In the data a token stands for each, and `files` are those that are refused. Side effect:
    writes files, no rows.
    """
    data, refused = data.copy(), files.copy()
    for name, file in files.items():
        if not name.endswith("-new_file"):
            continue
        try:
            token = receive(file).token
        except UnusableFileError:
            continue
        data[f"{name.removesuffix('file')}received"] = token
        del refused[name]
    return data, refused


def chosen(form):
    """Return the data of a bound `CitationForm` with its new source saved, and named by its key."""
    if not (source := form.cited()):
        return {}
    names = [form.add_prefix(name) for name in form.fields if name.startswith("new_")]
    return {name: [""] for name in names} | {form.add_prefix("source"): [str(source.pk)]}


def citations_of(form):
    """Return unsaved `Citation`s for the sources that a checked act's form chose."""
    found = []
    for each in form.formsets["citations"]:
        data = getattr(each, "cleaned_data", {})
        if data.get("source"):
            stated = {"locator": data.get("locator") or "", "note": data.get("note") or None}
            stance = data.get("stance") or Stance.SUPPORTS
            found.append(Citation(source=data["source"], stance=stance, **stated))
    return found
