import re
from dataclasses import dataclass

GRAMMAR = re.compile(
    r"(?P<kind>[a-z]+(?:-[a-z]+)*)"
    r"/(?P<subject>[A-Za-z0-9_-]{1,120}(?:\.[A-Za-z0-9_-]{1,120})?)"
    r"(?:/(?P<territory>[A-Z][A-Z0-9-]{1,29}))?"
)


@dataclass(frozen=True, order=True)
class Key:
    """What a fact is about: KIND/SUBJECT[/TERRITORY], the whole grammar of `data-fact`.

    A subject of two parts joins a product and what is meant of it: `futuoning.after-endocrine`.
    """

    kind: str
    subject: str
    territory: str = ""

    @classmethod
    def parse(cls, text):
        """Return the `Key` that `text` writes, or None when it is not written as one."""
        found = GRAMMAR.fullmatch(text or "")
        return cls(found["kind"], found["subject"], found["territory"] or "") if found else None

    @property
    def whole(self):
        """The subject without what is meant of it: the product's slug, for most kinds."""
        return self.subject.partition(".")[0]

    def __str__(self):
        return "/".join(filter(None, (self.kind, self.subject, self.territory)))
