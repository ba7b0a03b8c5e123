from products import forms  # noqa: F401  registers the acts
from products.admin import (  # noqa: F401  register themselves
    ahead,
    approvals,
    events,
    products,
    reference,
    translations,
)
