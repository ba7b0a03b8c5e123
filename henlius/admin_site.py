"""The site of the staff: apps in the order of the work, and a start page for each role."""

from django.contrib.admin import AdminSite
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

ORDER = ["newsroom", "products", "pipeline", "ledger", "auth"]
MODELS = {
    "newsroom": ["Release", "Impact", "Image", "Boilerplate", "Topic", "Contact", "Edition"],
    "products": [
        "Product",
        "Authorisation",
        "Indication",
        "IndicationTranslation",
        "TradeName",
        "RegulatoryEvent",
        "Procedure",
        "Right",
        "Listing",
        "Obligation",
        "Membership",
        "CompanyFigure",
        "IndicationConcept",
        "Organisation",
        "Authority",
        "Jurisdiction",
    ],
    "ledger": ["ChangeSet", "SourceDocument"],
}
NAMES = {"auth": _("Accounts")}


class HenliusAdminSite(AdminSite):
    site_header = _("Henlius: newsroom and register")
    site_title = _("Henlius editing")
    index_title = _("Start")
    index_template = "admin/start.html"
    enable_nav_sidebar = True

    def get_app_list(self, request, app_label=None):
        apps = self._build_app_dict(request, app_label).values()
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
            order = MODELS.get(app["app_label"], [])
            app["models"].sort(key=lambda model: _place(order, model["object_name"]))
        return sorted(apps, key=lambda app: _place(ORDER, app["app_label"]))

    def get_urls(self):
        from henlius.history.urls import urlpatterns
        from henlius.start.queue import done_view

        done = path("notices/<int:pk>/done/", self.admin_view(done_view), name="notice_done")
        history = path("history/", include([self._guarded(each) for each in urlpatterns]))
        return [done, history, *super().get_urls()]

    def _guarded(self, pattern):
        """The same address, for signed-in staff only."""
        return path(str(pattern.pattern), self.admin_view(pattern.callback), name=pattern.name)

    def index(self, request, extra_context=None):
        from henlius.start import panels_for

        context = {"panels": panels_for(request.user), **(extra_context or {})}
        return super().index(request, context)


def _place(order, name):
    return (order.index(name) if name in order else len(order), name)
