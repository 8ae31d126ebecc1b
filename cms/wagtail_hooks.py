"""Wagtail's admin as each role meets it: our colours, a menu without what one cannot use, a welcome."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.documents.models import Document

from accounts.models import Role
from accounts.permissions import has_role
from courses.models import CurriculumIndexPage

# Menus of whoever runs the site; editors have nothing to do there. Wagtail's help leads to its vendor.
_OPERATORS_ONLY = frozenset({"reports", "settings", "forms", "redirects"})
_NOBODYS = frozenset({"help"})


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Our colours over Wagtail's variables."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("before_serve_document")
def documents_for_the_signed_in(document: Document, request: HttpRequest) -> HttpResponse | None:
    """Attachments belong to lessons, and lessons ask for a sign-in."""
    return None if request.user.is_authenticated else redirect_to_login(request.get_full_path())


@hooks.register("construct_main_menu")
def menu_by_role(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave in the menu what the role can use."""
    runs_the_site = request.user.is_superuser or has_role(request.user, Role.OPERATOR)
    hidden = _NOBODYS if runs_the_site else _NOBODYS | _OPERATORS_ONLY
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("register_admin_menu_item")
def back_to_the_site() -> MenuItem:
    """The way back to one's own home page."""
    return MenuItem(_("My home page"), reverse("portal:home"), name="portal", icon_name="home", order=10)


class WelcomePanel(Component):
    """The way from a draft to the learners, in three steps."""

    order = 10
    template_name = "cms/welcome_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Name each step and where it is done."""
        shelf = CurriculumIndexPage.objects.first()
        shelf_url = reverse("wagtailadmin_explore", args=[shelf.pk]) if shelf else ""
        return {
            "steps": [
                {
                    "title": _("Write"),
                    "text": _("Lessons of five to fifteen minutes, each with a question to check oneself."),
                    "url": shelf_url,
                    "action": _("To the course pages"),
                },
                {
                    "title": _("Look over"),
                    "text": _("Preview as a learner sees it, comment, publish the pages."),
                },
                {
                    "title": _("Release an edition"),
                    "text": _("Learners read editions; whoever has begun keeps the one begun."),
                },
            ]
        }


@hooks.register("construct_homepage_panels")
def welcome(request: HttpRequest, panels: list[Component]) -> None:
    """Put the welcome above what Wagtail shows."""
    panels.append(WelcomePanel())
