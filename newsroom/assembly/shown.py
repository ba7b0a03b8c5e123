from dataclasses import dataclass, field

from newsroom.assembly.moment import Moment


@dataclass(frozen=True)
class Finding:
    """Something that a release lacks; an `error` keeps it from being frozen.

    `message` is lazy: it is said in the reader's language, not in that of the article.
    """

    level: str
    message: str
    block: str = ""
    language: str = ""


@dataclass
class Shown:
    """What one block shows in one language: the values bound to register rows, and the gaps.

    Resolvers call `bind` for every value that comes from the register. `known` is what the
    register answered already; the blocks and languages of one assembly share it. `products` are
    the slugs of those that it is about, which are asked for together.
    """

    moment: Moment
    locale: str
    place: str
    known: dict = field(default_factory=dict)
    products: frozenset[str] = frozenset()
    bindings: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def bind(self, row, shown, **question):
        """Note that `shown` stands here because of `row`; return it as text."""
        self.bindings.append(
            {
                "place": self.place,
                "question": question,
                "table": row._meta.db_table,
                "row": row.pk,
                "change_set_id": row.opened_by_id,
                "shown": str(shown),
            }
        )
        return str(shown)

    def lacks(self, message, level="warning"):
        """Note that something asked for is missing; `message` is a lazy text."""
        self.findings.append(Finding(level, message, self.place, self.locale))
