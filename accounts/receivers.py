"""What sign-in tells us; one line each."""

from typing import Any

from django.http import HttpRequest

from accounts.models import User
from accounts.services import ask_for_fresh_password, note_password_change, record_act
from lms.lib.requests import client_ip


def on_signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Write the act; ask for a fresh password where one is due."""
    record_act(actor=user, action="sign_in.succeeded", target=user, ip_address=client_ip(request))
    ask_for_fresh_password(user=user)


def on_signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Write the act, also when idleness signed out."""
    if user is not None:
        record_act(actor=user, action="sign_out", target=user, ip_address=client_ip(request))


def on_password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Remember when."""
    note_password_change(user=user)


def on_password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Remember when."""
    note_password_change(user=user, action="password.reset")
