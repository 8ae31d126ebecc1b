"""When a password was chosen and when a new one is due."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.permissions import MANAGEMENT_ROLES, has_role
from accounts.services.audit import record_act


def note_password_change(*, user: User, action: str = "password.changed") -> None:
    """Remember the instant and open every page again."""
    user.password_changed_at, user.must_change_password = timezone.now(), False
    user.save(update_fields=["password_changed_at", "must_change_password"])
    record_act(actor=user, action=action, target=user)


def ask_for_fresh_password(*, user: User) -> None:
    """At sign-in: a management role whose password is older than the setting chooses a new one first."""
    if not has_role(user, *MANAGEMENT_ROLES):
        return
    chosen = user.password_changed_at or user.date_joined
    if timezone.now() - chosen > dt.timedelta(days=settings.MANAGEMENT_PASSWORD_DAYS):
        user.must_change_password = True
        user.save(update_fields=["must_change_password"])
