"""Assembly of the register's records into what the public product pages show."""

from products.pages.cards import ProductCard, by_area, product_cards
from products.pages.history import HistoryPage, history_page
from products.pages.product import ProductPage, product_page

__all__ = [
    "HistoryPage",
    "ProductCard",
    "ProductPage",
    "by_area",
    "history_page",
    "product_cards",
    "product_page",
]
