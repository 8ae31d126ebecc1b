"""Writes of this app; each function is one use case."""

from accounts.services.audit import record_act
from accounts.services.post_lists import import_posts
from accounts.services.roles import grant_role, revoke_role
from accounts.services.units import close_unit, import_units, reopen_unit

__all__ = [
    "close_unit",
    "grant_role",
    "import_posts",
    "import_units",
    "record_act",
    "reopen_unit",
    "revoke_role",
]
