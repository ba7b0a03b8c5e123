"""Registers kept elsewhere: spreadsheets of approvals, and approvals as openFDA publishes them."""
