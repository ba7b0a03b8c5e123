"""Facts of the register inside sentences: named in the markup, resolved when an article is assembled."""
