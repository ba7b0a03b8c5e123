"""What a change touches outside the register: higher apps say it before the change is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledger.models import ChangeSet, Recorded


@dataclass(frozen=True)
class Touched:
    """A page or a release, `what` becomes of it in words, and the places in it as `details`."""

    title: str
    url: str
    what: str
    details: tuple[str, ...] = ()


Touches = Callable[[ChangeSet, Sequence[Recorded], Sequence[Recorded]], list[Touched]]
_registered: list[Touches] = []


def register(touches: Touches):
    """Ask `touches(change_set, opened, closed)` from now on. Usable as a decorator.

    It is called inside the transaction of the change, which may be rolled back afterwards, and
    returns texts only. Called from `AppConfig.ready()`; adding twice is harmless.
    """
    if touches not in _registered:
        _registered.append(touches)
    return touches


def touched(change_set, opened, closed):
    """Return everything `Touched` by a change that has just been made, in the order of the apps."""
    return [one for touches in _registered for one in touches(change_set, opened, closed)]


def subjects(rows, model, depth=3):
    """Return the records of `model` that `rows` are about, each once.

    No query for what `with_history` loaded, 1 for each key beyond it.
    """
    found = {}
    for row in rows:
        for column in row._meta.concrete_fields if depth else ():
            if column.is_relation and column.name not in Recorded.bookkeeping:
                other = getattr(row, column.name)
                near = [] if other is None else [other]
                own = [one for one in near if isinstance(one, model)]
                found |= {one.pk: one for one in own or subjects(near, model, depth - 1)}
    return list(found.values())


def when(change_set):
    """Say when what a change set says is seen outside; its disclosure is loaded."""
    if change_set.disclosure.at is None:
        return _("Public page: it would change when this becomes public")
    return _("Public page: it would change")
