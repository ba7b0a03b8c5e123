"""Registers kept elsewhere: a file is uploaded, and its report read, accepted or refused."""
