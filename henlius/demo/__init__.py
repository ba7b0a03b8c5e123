"""The demo: facts with their sources, recorded through the register, and the texts around them."""
