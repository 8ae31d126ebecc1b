"""Writes of this app; each function is one use case."""

from accounts.services.audit import record_act
from accounts.services.roles import grant_role, revoke_role

__all__ = ["grant_role", "record_act", "revoke_role"]
