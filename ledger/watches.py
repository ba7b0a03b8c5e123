"""What higher apps watch while facts change or their moments move: context managers around it."""

from contextlib import ExitStack, contextmanager

_watches = []


def register(watch):
    """Enter `watch()` before each change of what is or becomes public, and leave it afterwards.

    Called from `AppConfig.ready()`; adding twice is harmless.
    """
    if watch not in _watches:
        _watches.append(watch)
    return watch


@contextmanager
def watched():
    """Let every registered watch see what happens inside; whoever enters holds the ledger."""
    with ExitStack() as stack:
        for watch in _watches:
            stack.enter_context(watch())
        yield
