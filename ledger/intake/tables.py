"""What a sheet holds, whichever way its file writes it."""

from dataclasses import dataclass, field

from ledger.intake.limits import problem_of


@dataclass(frozen=True)
class Unreadable:
    """In place of a cell's text: what is wrong with the cell, and what to write instead."""

    problem: str
    shown: str = ""


@dataclass(frozen=True)
class Row:
    """A row by its `number` in the sheet (from 1); each cell a text or `Unreadable`, "" when empty."""

    number: int
    cells: tuple


@dataclass
class Table:
    """The rows of a sheet that hold anything, its headings first; `notices` say what was left out."""

    rows: list[Row]
    notices: list[str] = field(default_factory=list)


def cell(text):
    """Return `text` without blanks around it, or `Unreadable` when it cannot be kept."""
    text = text.replace("\r\n", "\n").strip()
    problem = problem_of(text)
    return Unreadable(problem) if problem else text
