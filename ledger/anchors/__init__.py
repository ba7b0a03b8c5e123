"""Signed files outside the database that say how far the ledger had come (ADV-31)."""
