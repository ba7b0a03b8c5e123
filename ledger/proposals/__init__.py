"""Four eyes: the form of an act waits as a proposal until a second person signs it.

`making` is what its author does, `signing` what the second person does, `trial` what it would do.
"""
