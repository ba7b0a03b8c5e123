"""What is asked of whoever uploads a file or decides about its report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.forms.fields import DayInput

ACCEPT = ".xlsx,.csv,.json"


class UploadForm(forms.Form):
    """A file, and whether it is a whole register."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # what reads it says what to do about it
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("XLSX or CSV as in the template, or JSON; at most 25 MB and 5,000 rows."),
    )
    day = forms.DateField(
        label=_("Whole register as of"),
        required=False,
        widget=DayInput,
        help_text=_("Only if the file names everything that held on that day."),
    )
    is_public = forms.ChoiceField(
        label=_("Once signed"),
        choices=[("", _("staff only, not public yet")), ("1", _("public at once"))],
        required=False,
        help_text=_("Can be changed in each proposal before it is signed."),
    )


class DecisionForm(forms.Form):
    """The drafts that were ticked, and what becomes of them."""

    MOST = 50

    decision = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    ticked = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick the rows that you decide about.")}
    )

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["ticked"].choices = [(str(key), "") for key in offered]
