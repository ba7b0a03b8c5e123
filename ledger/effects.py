"""What a change touches outside the register: higher apps say it before the change is made."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
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
_known: set[type[Recorded]] = set()


def register(touches: Touches, knows=()):
    """Ask `touches(change_set, opened, closed)` from now on.

    `knows` are the models of which it names every living page that shows them, or that no page
    shows. It is called inside the transaction of the change, which may be rolled back afterwards,
    and returns texts only. Called from `AppConfig.ready()`; adding twice is harmless.
    """
    if touches not in _registered:
        _registered.append(touches)
    _known.update(knows)


def touched(change_set, opened, closed):
    """Return everything `Touched` by a change that has just been made, in the order of the apps."""
    return [one for touches in _registered for one in touches(change_set, opened, closed)]


def unknown(models):
    """Return the names of those of `models` of which no app says which pages show them."""
    found = {str(each._meta.verbose_name_plural) for each in models if each not in _known}
    return sorted(found)


def showing(records, rows, paths):
    """Return those of a queryset `records` that show any of `rows`, in their order.

    `paths` are lookups from a record to its rows, `{model: (path, ...)}`; other rows lead nowhere.
    1 query, none without rows of these models.
    """
    keys = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    found = [
        Q(pk__in=records.order_by().filter(**{f"{path}__in": keys[model]}).values("pk"))
        for model in paths.keys() & keys.keys()
        for path in paths[model]
    ]
    return list(records.filter(reduce(or_, found))) if found else []


def when(change_set):
    """Say when what a change set says is seen outside; its disclosure is loaded."""
    if change_set.disclosure.at is None:
        return _("Public page: it would change when this becomes public")
    return _("Public page: it would change")
