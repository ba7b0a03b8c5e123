"""What picture, panel and table say of a product: plain values, read once."""

from dataclasses import dataclass
from datetime import date

from ledger.dates import ImpreciseDate


@dataclass(frozen=True)
class Span:
    """Days, half-open: certain from `start` until `end`, possible from `earliest` until `latest`.

    None leaves a side open; `latest` says nothing while there is no `end`.
    """

    earliest: date | None
    start: date
    end: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, version):
        return cls(
            version.from_earliest, version.valid.lower, version.valid.upper, version.to_latest
        )

    @property
    def is_start_uncertain(self):
        return self.earliest != self.start

    @property
    def is_end_uncertain(self):
        return self.end is not None and self.latest != self.end

    def certainty_on(self, day):
        """Return "certain", "possible" or "" for a `day`, as `VersionQuerySet.on` answers it."""
        if self.start <= day and (self.end is None or day < self.end):
            return "certain"
        begun = self.earliest is None or self.earliest <= day
        over = self.end is not None and self.latest is not None and self.latest <= day
        return "possible" if begun and not over else ""


@dataclass(frozen=True)
class Recording:
    """Who recorded a fact, who signed it, when and why; `public` says from when it is public.

    `at` is the minute in Hong Kong time, `title` names the change set, `url` is its page.
    """

    title: str
    url: str
    at: str
    by: str
    approver: str
    reason: str
    public: str
    is_public: bool


@dataclass(frozen=True)
class Cited:
    """A document that a fact rests on, or that contradicts it; `url` is its page of the register."""

    title: str
    kind: str
    stance: str
    locator: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One thing on a lane: a bar with a `span`, or a mark on a `day`; never both.

    `key` names its row ("products.indicationversion:12"); `kind` is release, or that of a question
    (`asking.kinds`); `tone` its shape or colour among its kind. `when` is the date as stated,
    `certainty` how far it is known, `on_day` how the day asked about falls into the span. `url` is
    its page, `record_url` that of the record and of what it replaced.
    """

    key: str
    kind: str
    tone: str
    title: str
    when: str
    certainty: str
    span: Span | None = None
    day: ImpreciseDate | None = None
    text: str = ""
    lang: str = ""
    translation: str = ""
    details: tuple[str, ...] = ()
    on_day: str = ""
    recording: Recording | None = None
    evidence: tuple[Cited, ...] = ()
    url: str = ""
    record_url: str = ""

    @property
    def anchor(self):
        return self.key.replace(".", "-").replace(":", "-")

    @property
    def is_hidden(self):
        """Whether the public cannot see it yet."""
        return self.recording is not None and not self.recording.is_public


@dataclass(frozen=True)
class Lane:
    """A row of the picture; `heading` is the licence or the use, `note` its number or slot."""

    key: str
    heading: str
    note: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Territory:
    """The lanes of a territory: licences first, then indications by their place in the list."""

    code: str
    name: str
    day: date
    lanes: tuple[Lane, ...]
