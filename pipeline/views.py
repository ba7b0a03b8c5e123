from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pipeline.pages import pipeline_page
from products.requests import day_asked, frame


@require_safe
def pipeline(request):
    """The programmes by stage on the day `as_of`, today by default. 3 queries.

    A day that cannot be read answers 400 with the form alone.
    """
    asked = day_asked(request.GET)
    page = None if asked.error else pipeline_page(get_language(), day=asked.day)
    context = frame(request, "pipeline", asked.day) | {"page": page, "asked": asked}
    status = 400 if asked.error else 200
    return render(request, "pipeline/pipeline.html", context, status=status)
