"""From the rows of a sheet to what each states, and which stand behind which."""

from collections import defaultdict

from django.utils.translation import gettext as _

from ledger.intake.errors import UnreadableError
from ledger.intake.formats import Reading, Stated
from ledger.intake.tables import Unreadable
from ledger.phrases import in_line, listed
from products.intake.columns import BY_KEY, COLUMNS, key_of, squeezed
from products.intake.lines import line_of
from products.intake.names import Names

ABOVE = 10  # rows in which the headings are looked for: a title may stand above them
NEEDED = [column.key for column in COLUMNS if column.is_required]


def reading_of(table):
    """Return the `Reading` of a `Table`. Raises `UnreadableError` when its headings do not do."""
    head, rows = _headed(table.rows)
    keys = _keys(head)
    unknown = [str(text) for text, key in zip(head.cells, keys, strict=True) if text and not key]
    notices = list(table.notices)
    if unknown:
        said = {"unknown": listed(unknown)}
        notices.append(_("Columns that were not read, for nobody knows them: %(unknown)s.") % said)
    if not rows:
        raise UnreadableError(_("There are headings, but no row below them."))
    items = [_stated(row, keys) for row in rows]
    _order(items)
    return Reading(items, notices)


def _headed(rows):
    """Return (row of headings, rows below): the first row near the top that has what is needed."""
    for place, row in enumerate(rows[:ABOVE]):
        keys = [key_of(text) for text in row.cells if isinstance(text, str)]
        if set(NEEDED) <= set(keys):
            return row, rows[place + 1 :]
    found = [text for text in (rows[0].cells if rows else ()) if isinstance(text, str) and text]
    needed = listed(f"{BY_KEY[key].english} / {BY_KEY[key].chinese}" for key in NEEDED)
    raise UnreadableError(
        _("The headings %(needed)s are missing. The first row says: %(found)s. Use the template.")
        % {"needed": needed, "found": listed(found[:20]) or "–"}
    )


def _keys(head):
    if any(isinstance(text, Unreadable) for text in head.cells):
        raise UnreadableError(
            _("Headings are merged or calculated. Write one heading above each column.")
        )
    keys = [key_of(text) for text in head.cells]
    twice = sorted({str(BY_KEY[key]) for key in keys if key and keys.count(key) > 1})
    if twice:
        raise UnreadableError(
            _("These columns stand there twice: %(columns)s. Leave one of each.")
            % {"columns": listed(twice)}
        )
    return keys


def _stated(row, keys):
    stated, problems = {}, []
    for key, text in zip(keys, row.cells, strict=False):
        if not key:
            continue
        if isinstance(text, Unreadable):
            problems.append([key, text.problem])
        stated[key] = text.shown if isinstance(text, Unreadable) else text
    stated = {key: text for key, text in stated.items() if text}
    about = in_line(*filter(None, (stated.get("product"), stated.get("territory"))))
    part = "" if problems else "row"
    return Stated(row.number, part, stated, about=about[:400], problems=problems)


def _order(items):
    """Give each item its batch, a decision, and say behind which it stands: nothing is amended
    before it is in the register."""
    names, placed = Names(), defaultdict(list)
    for item in items:
        line, _problems = (None, None) if item.problems else line_of(item.stated, names)
        if line:
            item.batch = f"{line.place}|{_day(line)}"[:200]
            placed[line.place].append((item, line))
            if line.wording and line.use_label:
                placed[line.place, squeezed(line.use_label)].append((item, line))
    for key, pairs in placed.items():
        _stand_behind(pairs, "authorisation" if isinstance(key, str) else "use")


def _stand_behind(pairs, kind):
    dated = [(line.decided.latest, item.number, _day(line)) for item, line in pairs if line.decided]
    if not dated:
        return
    _latest, first, day = min(dated)
    for item, line in pairs:
        if _day(line) != day:
            item.after = item.after | {kind: first}


def _day(line):
    return f"{line.decided.earliest}/{line.decided.latest}" if line.decided else ""
