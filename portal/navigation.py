"""Which entries stand in whose bar."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import type_of_user


@dataclass(frozen=True)
class Entry:
    """One entry: its words, address, symbol, and whether one is there now."""

    label: str
    url: str
    icon: str
    is_current: bool = False


def entries_for(user: type_of_user, path: str) -> list[Entry]:
    """Return the entries of this user, the one that holds ``path`` marked."""
    if not user.is_authenticated:
        return []
    candidates = [(_("Home"), reverse("portal:home"), "home")]
    return [Entry(label, url, icon, path.startswith(url)) for label, url, icon in candidates]
