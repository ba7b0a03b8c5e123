"""The frame of every page of the workspace: who may look, and the tabs at its head."""

from functools import wraps

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from henlius.history.tabs import TABS

VIEWING = "ledger.view_changeset"


def for_staff(view):
    """Let `view` answer those who may look at the register; what it answers is stored nowhere."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm(VIEWING):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guarded


def page(request, template, tab, context, status=200):
    """Answer with a page of the workspace; `tab` is the name of the address that its tab leads to."""
    tabs = [(label, reverse(f"admin:{name}"), name == tab) for name, label in TABS]
    frame = site.each_context(request) | {"tabs": tabs}
    return TemplateResponse(request, template, frame | context, status=status)
