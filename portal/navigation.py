"""Which entries stand in whose bar."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role, User
from accounts.permissions import FIGURE_ROLES, OFFICER_ROLES, PEOPLE_ROLES, has_role, type_of_user
from accounts.services.roles import WAGTAIL_GROUPS

# A thumb reaches five; the fifth leads to all the others when there are more.
BAR_LENGTH = 5


@dataclass(frozen=True)
class Entry:
    """One entry: its words, shorter words for the bottom bar, address, symbol, whether one is there now."""

    label: str | Promise
    short: str | Promise
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True)
class Group:
    """Entries that belong together; the label is empty when there is only one group."""

    label: str | Promise
    entries: list[Entry]


@dataclass(frozen=True)
class Navigation:
    """The side bar's groups and the bottom bar's at most five entries."""

    groups: list[Group] = field(default_factory=list)
    bar: list[Entry] = field(default_factory=list)


# URL name → (words, short words, symbol)
_WORDS = {
    "portal:home": (_("Home"), _("Home"), "home"),
    "insights:dashboard": (_("Overview"), _("Overview"), "overview"),
    "accounts:roster": (_("Roster"), _("Roster"), "people"),
    "certificates:queue": (_("Qualifications to verify"), pgettext_lazy("bottom bar", "Verify"), "verify"),
    "wagtailadmin_home": (_("Prepare courses"), pgettext_lazy("bottom bar", "Prepare"), "pen"),
    "accounts:roles": (_("Roles"), _("Roles"), "people"),
    "accounts:audit": (_("Audit log"), pgettext_lazy("bottom bar", "Log"), "eye"),
    "courses:catalogue": (_("Courses"), _("Courses"), "book"),
    "assessments:list": (_("Exam preparation"), pgettext_lazy("bottom bar", "Exams"), "exam"),
    "certificates:mine": (_("Certificates"), _("Certificates"), "certificate"),
    "accounts:me": (_("Me"), _("Me"), "person"),
    "portal:menu": (_("Everything"), pgettext_lazy("bottom bar", "All"), "more"),
}


def navigation_for(user: type_of_user, path: str) -> Navigation:
    """Return what this user's bars hold, the entry that leads to ``path`` marked."""
    if not isinstance(user, User) or not user.is_authenticated:
        return Navigation()
    duty = _duty(user)
    learning = _LEARNING if user.person_id or not duty else []
    parts: list[tuple[str | Promise, list[str]]] = [
        ("", ["portal:home"]),
        (_("My duty"), duty),
        (_("My learning"), [*learning, "accounts:me"]),
    ]
    found = [(label, _addresses(names)) for label, names in parts]
    here = _nearest([url for _label, urls in found for url in urls.values()], path)
    groups = [
        Group(label, [_entry(name, url, url == here) for name, url in urls.items()]) for label, urls in found
    ]
    entries = [entry for group in groups for entry in group.entries]
    if not (duty and learning):
        groups = [Group("", entries)]
    return Navigation(groups, _bar(entries, path))


_LEARNING = ["courses:catalogue", "assessments:list", "certificates:mine"]


def _duty(user: User) -> list[str]:
    asked = [
        ("insights:dashboard", FIGURE_ROLES),
        ("accounts:roster", PEOPLE_ROLES),
        ("certificates:queue", OFFICER_ROLES),
        ("wagtailadmin_home", tuple(WAGTAIL_GROUPS)),
        ("accounts:roles", (Role.OPERATOR,)),
        ("accounts:audit", (Role.AUDITOR,)),
    ]
    return [name for name, roles in asked if has_role(user, *roles)]


def _addresses(names: list[str]) -> dict[str, str]:
    return {name: reverse(name) for name in names}


def _nearest(urls: list[str], path: str) -> str:
    """The longest address that holds the path: /certificates/queue/ rather than /certificates/."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def _entry(name: str, url: str, is_current: bool) -> Entry:
    label, short, icon = _WORDS[name]
    return Entry(label, short, url, icon, is_current)


def _bar(entries: list[Entry], path: str) -> list[Entry]:
    if len(entries) <= BAR_LENGTH:
        return entries
    shown = entries[: BAR_LENGTH - 1]
    is_elsewhere = not any(entry.is_current for entry in shown)
    return [*shown, _entry("portal:menu", reverse("portal:menu"), is_elsewhere)]
