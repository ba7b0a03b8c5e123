"""What stands apart between the form that somebody sent and what others saved meanwhile."""

from dataclasses import dataclass, field

DELETE, GONE, ADDED = "DELETE", "gone", "added"


@dataclass(frozen=True)
class Difference:
    """A field, by its HTML name, with both values as `stamps.plain` has them.

    `field` is DELETE for a block that I deleted and they changed, GONE for one that they deleted
    and ADDED for one that they added; the values are then those of its fields by name, or empty.
    """

    name: str
    model: type
    field: str
    mine: object
    theirs: object


@dataclass
class Findings:
    """`disputed` are the differences that await a choice, `taken` those that are theirs alone."""

    disputed: list[Difference] = field(default_factory=list)
    taken: list[Difference] = field(default_factory=list)

    def __bool__(self):
        return bool(self.disputed or self.taken)
