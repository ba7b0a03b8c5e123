"""Registers kept elsewhere: studies as ClinicalTrials.gov publishes them."""
