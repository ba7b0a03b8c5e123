"""Two answers side by side: two moments, or two territories, with every word that differs."""

from dataclasses import dataclass, field

from django.conf import settings

from henlius.history.asking.answers import Answer, answers
from henlius.history.asking.question import Question
from ledger.models import Version
from ledger.templatetags.register import lang_tag
from ledger.words import Run, sides

MOST = 20  # answers of a side


@dataclass(frozen=True)
class Wording:
    """One language of a pair: what the first side alone says and what the second alone says.

    A side without a text in this language has no runs; what the other says counts as no difference.
    """

    lang: str
    first: list[Run]
    second: list[Run]

    @property
    def differs(self):
        return any(run.kind for run in (*self.first, *self.second))


@dataclass(frozen=True)
class Pair:
    """Answers about the same thing; one is None where the other side has nothing of it."""

    first: Answer | None
    second: Answer | None
    wordings: list[Wording] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """`is_cut`: a side had more than `MOST` answers; ask more narrowly."""

    pairs: list[Pair]
    is_cut: bool


def comparison(first: Question, second: Question, locale: str) -> Comparison:
    """Return both answers paired: the same identity, or across territories the same use or kind.

    Both are about one kind of fact. Queries: those of `answers`, twice.
    """
    found = [answers(question, locale, most=MOST + 1) for question in (first, second)]
    pairs = list(_paired(*(answered[:MOST] for answered in found)))
    is_cut = any(len(answered) > MOST for answered in found)
    return Comparison([Pair(*pair, _wordings(*pair)) for pair in pairs], is_cut)


def _paired(first, second):
    """Yield `(answer, its counterpart)`: of the same identity before of the same use, before one that
    says much the same of the same product; then the lonely."""
    left = list(second)
    counterparts = {}
    for is_same in (_is_one, _is_same_use, _is_alike):
        for answer in first:
            if answer.pk not in counterparts:
                match = next((other for other in left if is_same(answer, other)), None)
                if match:
                    left.remove(match)
                    counterparts[answer.pk] = match
    for answer in first:
        yield answer, counterparts.get(answer.pk)
    for answer in left:
        yield None, answer


def _is_one(answer, other):
    return _identity(answer.source) == _identity(other.source)


def _is_same_use(answer, other):
    pair = answer.kind.pair
    return (answer.product, pair(answer.source)) == (other.product, pair(other.source))


def _is_alike(answer, other):
    """Whether two texts of one product have a third of their words in common."""
    words, others = set(answer.text.lower().split()), set(other.text.lower().split())
    return answer.product == other.product and len(words & others) * 3 >= len(words | others)


def _identity(row):
    if not isinstance(row, Version):
        return row.pk
    return getattr(row, row._meta.get_field(row.identity).attname)


def _wordings(first, second):
    """Return a `Wording` for each language in which one of the two says anything."""
    if not first or not second:
        return []
    found = []
    for lang in _languages(first, second):
        texts = [_text_in(answer, lang) for answer in (first, second)]
        if all(texts):
            found.append(Wording(lang, *sides(*texts)))
        elif any(texts):
            found.append(Wording(lang, *([Run("", text)] if text else [] for text in texts)))
    return found


def _languages(first, second):
    site = [lang_tag(code) for code, _name in settings.LANGUAGES]
    return dict.fromkeys([first.lang, second.lang, *(site if first.lang else [])])


def _text_in(answer, lang):
    if answer.lang == lang:
        return answer.text
    return next((one.text for one in answer.translations if lang_tag(one.lang) == lang), "")
