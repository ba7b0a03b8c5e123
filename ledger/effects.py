"""What a change touches outside the register: higher apps say it before the change is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
