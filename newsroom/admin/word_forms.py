"""What people bring from Word, and what they say about it before it becomes blocks."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.enums import ReleaseKind
from newsroom.models import Image, Release
from newsroom.word.package import MAX_BYTES, UnusableFileError
from newsroom.word.reading import read

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document,.docx"
PASTED = _("Pasted text")


class WordForm(forms.Form):
    """A file or a pasted text in each language; `clean` reads them and keeps `files` and `readings`.

    `files` are as `newsroom.word.placing.bring` takes them.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"file-{code}"] = forms.FileField(
                label=format_lazy(_("Word file, {language}"), language=name),
                required=False,
                allow_empty_file=True,  # the reader says what to do about it
                max_length=200,
                widget=forms.FileInput(attrs={"accept": DOCX}),
            )
            self.fields[f"paste-{code}"] = forms.CharField(
                label=format_lazy(_("or pasted from Word, {language}"), language=name),
                required=False,
                widget=forms.Textarea(
                    attrs={"rows": 5, "data-paste": f"id_html-{code}", "lang": code}
                ),
            )
            self.fields[f"html-{code}"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def languages(self):
        """The fields by language, as the page shows them."""
        return [
            (name, self[f"file-{code}"], self[f"paste-{code}"], self[f"html-{code}"])
            for code, name in settings.LANGUAGES
        ]

    def clean(self):
        data = super().clean()
        self.files, self.readings = {}, {}
        for code, _name in settings.LANGUAGES:
            self._take(code, data.get(f"file-{code}"), self._pasted(code, data))
        if not self.files and not self.errors:
            raise forms.ValidationError(_("Choose a Word file, or paste a text, in a language."))
        return data

    def _pasted(self, code, data):
        return data.get(f"html-{code}") or data.get(f"paste-{code}") or ""

    def _take(self, code, file, text):
        if file is not None and text:
            self.add_error(f"file-{code}", _("Choose a file or paste a text, not both."))
        elif file is not None:
            self._read(code, f"file-{code}", file.name, file.read(MAX_BYTES + 1), is_pasted=False)
        elif text:
            self._read(code, f"paste-{code}", str(PASTED), text.encode(), is_pasted=True)

    def _read(self, code, field, name, content, *, is_pasted):
        try:
            self.readings[code] = read(content, is_pasted=is_pasted)
        except UnusableFileError as error:
            self.add_error(field, str(error))
        else:
            self.files[code] = (name, content, is_pasted)


class NewFromWordForm(WordForm):
    """The same for a release that is made of them."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "---------"), *ReleaseKind.choices])
    slug = forms.SlugField(
        label=_("Address"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_(
            "Made from the English title when left empty; it can be changed until it is public."
        ),
    )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and Release.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another release has this address. Choose another one."))
        return slug


class DescriptionsForm(forms.Form):
    """Descriptions of `pictures`, `{key: Picture}`, in each of `languages`; none is required.

    A picture without them is not placed.
    """

    def __init__(self, *args, pictures, languages, initial=None, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        self.keys = {key: [f"alt-{key}-{code}" for code in languages] for key in pictures}
        names = dict(settings.LANGUAGES)
        for key in pictures:
            for code in languages:
                self.fields[f"alt-{key}-{code}"] = forms.CharField(
                    label=format_lazy(_("Description in {language}"), language=names[code]),
                    max_length=Image._meta.get_field("alt").max_length,
                    required=False,
                    widget=forms.TextInput(attrs={"class": "vTextField", "lang": code}),
                )

    def fields_of(self, key):
        return [self[name] for name in self.keys[key]]

    def descriptions(self):
        """Return `{key: {locale: text}}` of a valid form."""
        return {
            key: {name.removeprefix(f"alt-{key}-"): self.cleaned_data[name] for name in names}
            for key, names in self.keys.items()
        }
