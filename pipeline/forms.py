"""The acts on what is on the way; importing this module registers them."""

from django.utils.translation import gettext_lazy as _

from ledger.forms import registry
from ledger.forms.acts import AmendForm, CorrectForm
from ledger.forms.records import RecordForm
from pipeline.enums import Origin
from pipeline.models import AssetFacts, Milestone, ProgrammeStage, Trial


class LicensorMixin:
    """What is licensed in or developed together names the other party."""

    def clean(self):
        data = super().clean()
        shared = data.get("origin") in (Origin.IN_LICENSED, Origin.CO_DEVELOPED)
        if shared and not data.get("licensor"):
            self.add_error("licensor", _("Name the licensor or partner."))
        return data


class AmendAssetFacts(LicensorMixin, AmendForm):
    pass


class CorrectAssetFacts(LicensorMixin, CorrectForm):
    pass


class RecordAssetFacts(LicensorMixin, RecordForm):
    title = _("Record asset facts")
    explanation = _("What an asset is: modality, targets, origin and licensor.")
    model = AssetFacts


class TrialMixin:
    """A trial is found by one of its numbers, and its dates may be unknown."""

    def add_fields(self):
        super().add_fields()
        for name in ("begun", "completed"):
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        if not (data.get("code") or data.get("number")):
            self.add_error("code", _("Give the trial's own code or its registry number."))
        return data


class RecordTrial(TrialMixin, RecordForm):
    title = _("Record a trial")
    explanation = _("A clinical trial of a programme, as its registry has it.")
    model = Trial


class CorrectTrial(TrialMixin, CorrectForm):
    pass


registry.on_rows(ProgrammeStage)
registry.on_rows(AssetFacts, amend=AmendAssetFacts, correct=CorrectAssetFacts)
registry.on_rows(Milestone)
registry.on_rows(Trial, correct=CorrectTrial)

registry.for_new(
    "stage",
    RecordForm.named(
        _("Record a stage"),
        model=ProgrammeStage,
        explanation=_("A programme has reached a stage, or was seen at it, from a day on."),
    ),
)
registry.for_new(
    "milestone",
    RecordForm.named(
        _("Record a milestone"),
        model=Milestone,
        explanation=_("A programme's day to remember: first patient dosed, results read out."),
    ),
)
registry.for_new("trial", RecordTrial)
registry.for_new("asset-facts", RecordAssetFacts)
