"""The pages about people that a user may open, as tabs above each of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.permissions import OFFICER_ROLES, PEOPLE_ROLES, has_role, type_of_user, visible_exclusions


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page below the tabs; the one of this page is marked."""
    tabs = [
        {"label": label, "url": url, "is_current": request.path == url, "count": count}
        for label, url, count in _pages(request.user)
    ]
    return render(request, template, {"tabs": tabs, **context})


def _pages(user: type_of_user) -> list[tuple[str, str, int | None]]:
    granters = (Role.DISTRICT_OFFICER, Role.OPERATOR)
    asked = [
        (PEOPLE_ROLES, _("Roster"), "roster"),
        (OFFICER_ROLES, _("Import"), "import_new"),
        (PEOPLE_ROLES, _("Activation codes"), "activation_codes"),
        (OFFICER_ROLES, _("Not counted"), "exclusions"),
        (PEOPLE_ROLES, _("Units"), "units"),
        (granters, _("Roles"), "roles"),
        ((Role.DISTRICT_OFFICER,), _("Feedback"), "feedback_list"),
    ]
    return [
        (label, reverse(f"accounts:{name}"), _waiting(user) if name == "exclusions" else None)
        for allowed, label, name in asked
        if has_role(user, *allowed)
    ]


def _waiting(user: type_of_user) -> int | None:
    return visible_exclusions(user).filter(state="requested").count() or None
