from products import forms  # noqa: F401  registers the acts
from products.admin import approvals, events, products, reference, translations  # noqa: F401  register themselves
