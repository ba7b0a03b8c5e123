"""Questions to the register, with answers that carry their evidence and what depends on them."""
