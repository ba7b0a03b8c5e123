from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """Why the register changed (domain glossary: amendment, correction, retraction)."""

    INITIAL = "initial", _("First record")
    IMPORT = "import", _("Import at the start of the register")
    LATE_ENTRY = "late-entry", _("Late entry")
    AMENDMENT = "amendment", _("Amendment")
    CORRECTION = "correction", _("Correction")
    RETRACTION = "retraction", _("Retraction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    ADMINISTRATIVE = "administrative", _("Administrative")


class Precision(TextChoices):
    """How fine a date is known; `bounded` has its own limits, either of which may be open."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half year")
    YEAR = "year", _("year")
    BOUNDED = "bounded", _("bounded")


class SourceKind(TextChoices):
    APPROVAL_LETTER = "approval-letter", _("Approval letter")
    LABEL = "label", _("Label")
    EXCHANGE_FILING = "exchange-filing", _("Exchange filing")
    ISSUER = "issuer", _("Company publication")
    ISSUER_COPY = "issuer-via-mirror", _("Company text on another site")
    WIRE = "wire", _("Press release on a wire")
    TRADE_PRESS = "trade-press", _("Trade press")
    AGGREGATOR = "aggregator", _("News aggregator")
    MACHINE_SUMMARY = "machine-summary", _("Machine-written summary")
    REGISTER_EXTRACT = "register-extract", _("Extract of a register")
    SEED = "seed", _("Release text as received")
    MEMORY = "memory", _("Common knowledge, no stored source")


class Confidence(TextChoices):
    PRIMARY = "primary", _("primary")
    SECONDARY = "secondary", _("secondary")


class Stance(TextChoices):
    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")


class Certainty(TextChoices):
    """Answer of a question about one day: inside the certain or only the possible period."""

    CERTAIN = "certain", _("certain")
    POSSIBLE = "possible", _("possible")


class Meaning(TextChoices):
    """What a signature says (21 CFR 11.50); printed beside the name and the time."""

    REVIEW = "review", _("Reviewed and agreed")
    APPROVAL = "approval", _("Approved as the second person")
    RESPONSIBILITY = "responsibility", _("Takes responsibility")
    CONFIRMATION = "confirmation", _("Confirmed afterwards as the second person")


class StepKind(TextChoices):
    """What happens to a proposal between its first draft and the register."""

    SUBMITTED = "submitted", _("submitted")
    REVISED = "revised", _("revised")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("sent back")
    TAKEN_OVER = "taken-over", _("taken over")
    COMMITTED = "committed", _("signed and recorded")


WRITING = {StepKind.SUBMITTED, StepKind.REVISED, StepKind.TAKEN_OVER}


class ProposalState(TextChoices):
    """Derived from the last step (domain section 6)."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waits for a signature")
    REFUSED = "refused", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")
    COMMITTED = "committed", _("recorded")


class IntakeOutcome(TextChoices):
    """What became of one item of a file that was taken in; the first waits to be compared."""

    UNREAD = "unread", _("not compared yet")
    PROPOSED = "proposed", _("new, proposed")
    DIFFERS = "differs", _("differs")
    AGREES = "agrees", _("agrees with the register")
    ALREADY_PROPOSED = "already-proposed", _("proposed already")
    WAITS = "waits", _("waits for another one")
    NOT_UNDERSTOOD = "not-understood", _("not understood")


class SigningMethod(TextChoices):
    PASSWORD = "password", _("password entered again")
    IMPORT = "import", _("import at the start")
