"""Forms for the acts on the register (input only; the rules are in `ledger.actions`)."""
