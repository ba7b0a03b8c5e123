"""Approvals as openFDA publishes them (drug/drugsfda): applications and their submissions.

Formats of the endpoint: `submission_type` ORIG or SUPPL, `submission_status` AP (approved) or TA
(tentatively approved, not in force: ADV-12), `submission_status_date` as YYYYMMDD.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.intake.errors import UnreadableError
from ledger.intake.formats import Format, Reading, Stated
from ledger.intake.objects import list_at, read_json, text_at, texts_at
from ledger.phrases import listed
from products.intake.submissions import judge

COLUMNS = {
    "application": gettext_lazy("Application"),
    "brand": gettext_lazy("Brand names"),
    "sponsor": gettext_lazy("Sponsor"),
    "submission": gettext_lazy("Submission"),
    "status": gettext_lazy("Status"),
    "date": gettext_lazy("Date"),
    "class": gettext_lazy("Class"),
    "number": gettext_lazy("Number"),
    "decided": gettext_lazy("Decision date"),
    "kind": gettext_lazy("Kind"),
}


class DrugsAtFda(Format):
    key = "openfda"
    label = gettext_lazy("openFDA, drug applications")
    columns = COLUMNS
    place = gettext_lazy("Submission")

    def recognises(self, ending, content):
        if ending != ".json":
            return None
        found = read_json(content)
        applications = (
            [found] if text_at(found, "application_number") else list_at(found, "results")
        )
        is_ours = any(text_at(each, "application_number") for each in applications)
        return applications if is_ours else None

    def read(self, found):
        items = []
        for place, application in enumerate(found, start=1):
            items += _submissions(application, place, len(items))
        if not items:
            raise UnreadableError(_("There is no submission in this file."))
        return Reading(items)

    def judge(self, items, proposer):
        judge(items, proposer)


def _submissions(application, place, before):
    """Yield what each submission of an application states; numbers go on from `before`."""
    about = text_at(application, "application_number")
    submissions = list_at(application, "submissions")
    if not about or not submissions:
        text = _("Result %(place)s is no application with submissions.") % {"place": place}
        yield Stated(before + 1, "", {}, about=about[:400], problems=[["application", text]])
        return
    whole = {
        "application": about[:40],
        "brand": listed(_brands(application)[:20])[:400],
        "sponsor": text_at(application, "sponsor_name")[:200],
    }
    for number, submission in enumerate(submissions, start=before + 1):
        stated = whole | {
            "submission": " ".join(
                text_at(submission, f"submission_{name}")[:20] for name in ("type", "number")
            ).strip(),
            "status": text_at(submission, "submission_status")[:20],
            "date": text_at(submission, "submission_status_date")[:20],
            "class": text_at(submission, "submission_class_code")[:60],
        }
        yield Stated(number, "submission", stated, about=f"{about} {stated['submission']}"[:400])


def _brands(application):
    """Return the brand names of an application, each once."""
    named = [text_at(each, "brand_name") for each in list_at(application, "products")]
    return [
        name
        for name in dict.fromkeys([*texts_at(application, "openfda", "brand_name"), *named])
        if name
    ]
