"""Checks that higher apps run on a change before it is sealed."""

_checks = []


def register(check):
    """Add `check(change)` to the commit; it raises a `LedgerError` to refuse. Usable as a decorator.

    `change` is a `ledger.actions.Change`. Called from `AppConfig.ready()`; adding twice is harmless.
    """
    if check not in _checks:
        _checks.append(check)
    return check


def run(change):
    """Run every registered check on `change`; the first refusal stops the commit."""
    for check in _checks:
        check(change)
