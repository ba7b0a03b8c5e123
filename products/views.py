from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from products.models import Product
from products.pages import by_area, history_page, product_cards, product_page
from products.requests import day_asked, frame


@require_safe
def product_list(request):
    """All public products by therapeutic area. 1 query."""
    context = {"areas": by_area(product_cards(get_language()))}
    return render(request, "products/product_list.html", frame(request, "products") | context)


@require_safe
def product_detail(request, slug):
    """A product as the register has it today. 5 queries."""
    locale = get_language()
    page = _or_404(product_page, slug, locale)
    context = {"page": page, "text": page.texts.get(locale)}
    return render(request, "products/product_detail.html", frame(request, "products") | context)


@require_safe
def indication_history(request, slug):
    """A product's indications on the day `as_of`, today by default. 2 queries.

    A day that cannot be read answers 400 with the form alone.
    """
    asked = day_asked(request.GET)
    page = _or_404(history_page, slug, get_language(), day=asked.day)
    context = frame(request, "products", asked.day) | {"page": page, "asked": asked}
    status = 400 if asked.error else 200
    return render(request, "products/indication_history.html", context, status=status)


def _or_404(assemble, *args, **kwargs):
    try:
        return assemble(*args, **kwargs)
    except Product.DoesNotExist:
        raise Http404 from None
