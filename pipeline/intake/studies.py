"""Studies as ClinicalTrials.gov publishes them (API v2): one study, or several under `studies`."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.intake.errors import UnreadableError
from ledger.intake.formats import Format, Reading, Stated
from ledger.intake.objects import at, list_at, read_json, text_at, texts_at
from ledger.phrases import listed
from pipeline.intake.trials import judge

COLUMNS = {
    "number": gettext_lazy("Registry number"),
    "code": gettext_lazy("Own code"),
    "title": gettext_lazy("Title"),
    "phases": gettext_lazy("Phases"),
    "status": gettext_lazy("Status"),
    "begun": gettext_lazy("Begins"),
    "completed": gettext_lazy("Ends"),
    "conditions": gettext_lazy("Conditions"),
    "interventions": gettext_lazy("Interventions"),
}
LONGEST = 1000


class Studies(Format):
    key = "clinicaltrials"
    label = gettext_lazy("ClinicalTrials.gov, studies")
    columns = COLUMNS
    place = gettext_lazy("Study")

    def recognises(self, ending, content):
        if ending != ".json":
            return None
        found = read_json(content)
        studies = [found] if at(found, "protocolSection") else list_at(found, "studies")
        return studies if any(at(each, "protocolSection") for each in studies) else None

    def read(self, found):
        if not found:
            raise UnreadableError(_("There is no study in this file."))
        return Reading([_stated(study, number) for number, study in enumerate(found, start=1)])

    def judge(self, items, proposer):
        judge(items, proposer)


def _stated(study, number):
    said = at(study, "protocolSection")
    nct = text_at(said, "identificationModule", "nctId")
    if not nct:
        text = _("Study %(number)s has no registry number (nctId).") % {"number": number}
        return Stated(number, "", {}, problems=[["number", text]])
    stated = {
        "number": nct,
        "code": text_at(said, "identificationModule", "orgStudyIdInfo", "id"),
        "title": text_at(said, "identificationModule", "briefTitle"),
        "phases": ",".join(texts_at(said, "designModule", "phases")),
        "status": text_at(said, "statusModule", "overallStatus"),
        "begun": text_at(said, "statusModule", "startDateStruct", "date"),
        "completed": text_at(said, "statusModule", "completionDateStruct", "date"),
        "conditions": listed(texts_at(said, "conditionsModule", "conditions")),
        "interventions": listed(_interventions(said)),
    }
    stated = {key: text[:LONGEST] for key, text in stated.items() if text}
    return Stated(number, "trial", stated, about=nct[:400])


def _interventions(said):
    """Return the names of the interventions, with their other names."""
    found = []
    for each in list_at(said, "armsInterventionsModule", "interventions"):
        found += [text_at(each, "name"), *texts_at(each, "otherNames")]
    return [name for name in dict.fromkeys(found) if name]
