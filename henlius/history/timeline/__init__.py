"""A product's wordings, states, events and releases over the years: a picture, and the table of it."""
