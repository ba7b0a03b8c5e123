"""Everything that the register holds on a product, as files for people and for programs."""
