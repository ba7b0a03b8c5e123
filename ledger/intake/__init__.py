"""Registers kept elsewhere: a file is read, compared item by item, and makes proposals, never rows.

`formats` is what each kind of file registers, `tables`, `workbooks`, `delimited` and `objects` read
bytes, `making` takes a file in, `working` compares its items, `proposing` drafts, `deciding` is what
a person does with the drafts.
"""
