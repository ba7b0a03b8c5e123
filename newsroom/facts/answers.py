"""Facts as the text editor shows them while somebody writes: staff only."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ledger.models import Disclosure
from newsroom.assembly.shown import Shown
from newsroom.facts.held import Held
from newsroom.facts.kinds import KINDS, values_of
from newsroom.facts.labels import labels_of

MOST = 20
ALL = "facts"  # the place in an article that an answer has: none


class State(TextChoices):
    SHOWN = "shown", ""
    LATER = "later", _("not public yet, but at the moment of the release")
    HIDDEN = "hidden", _("not public at the moment of the release")
    UNKNOWN = "unknown", _("not in force on that day")


@dataclass(frozen=True)
class Answer:
    """A fact at a moment: `label` and `definition` are lazy, `text` is in the article's language."""

    key: str
    text: str
    lang: str
    note: str
    state: State
    label: str
    definition: str


def answers(moment, locale, keys):
    """Return `{Key: Answer}` for `keys` at `moment` in `locale`.

    What is not public then is told too, and marked. Queries: twice those of each kind among
    `keys`, and 6.
    """
    with translation.override(locale):
        shown = values_of(Shown(moment, locale, ALL), keys)
        held = values_of(Shown(Held(moment), locale, ALL), set(keys) - shown.keys())
    labels, public = labels_of(keys), _public_change_sets(shown.values())
    return {key: _answer(key, shown.get(key), held.get(key), labels[key], public) for key in keys}


def search(moment, locale, query):
    """Return the first `Answer`s whose words hold every word of `query`, and how many are left out.

    The words of a fact are its kind, subject, territory and value, in every language. Some 40 queries.
    """
    with translation.override(locale):
        held = every(Shown(Held(moment), locale, ALL))
    words = _words(held)
    wanted = query.casefold().split()
    found = [key for key in held if all(word in words[key] for word in wanted)]
    first = found[:MOST]
    return list(answers(moment, locale, first).values()), len(found) - len(first)


def every(shown):
    """Return `{Key: Value}` of all facts at the moment of `shown`, by kind, subject and territory."""
    found = {}
    for kind in KINDS.values():
        values = kind.resolve(shown)
        found |= {key: values[key] for key in sorted(values) if key.parse(str(key))}
    return found


def _answer(key, shown, held, label, public):
    value = shown or held
    state = State.UNKNOWN if value is None else State.HIDDEN
    if shown:
        is_public = {row.opened_by_id for row in shown.rows} <= public
        state = State.SHOWN if is_public else State.LATER
    return Answer(
        key=str(key),
        text=value.text if value else "",
        lang=value.lang if value else "",
        note=value.note if value else "",
        state=state,
        label=label,
        definition=KINDS[key.kind].definition if key.kind in KINDS else "",
    )


def _public_change_sets(values):
    opened = {row.opened_by_id for value in values for row in value.rows}
    disclosed = Disclosure.objects.filter(change_set__in=opened, at__lte=Now())
    return set(disclosed.values_list("change_set", flat=True))


def _words(values):
    """What each fact may be looked for by: also the other names of its product."""
    labels, names = labels_of(values), {}
    for key, value in values.items():
        if key.kind == "trade-name":
            names.setdefault(key.whole, []).append(value.text)
    found = {}
    for key, value in values.items():
        spoken = [str(key), value.text, *names.get(key.whole, [])]
        for locale in ("en", "zh-hans"):
            with translation.override(locale):
                spoken.append(str(labels[key]))
        found[key] = " ".join(spoken).casefold()
    return found
