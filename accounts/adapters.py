"""How allauth meets our people: one door, sign-up closed, phone on the sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import record_act
from lms.lib.phones import normal_phone
from lms.lib.requests import client_ip

# The same words whatever is wrong: nobody learns whose number has a sign-in.
_MISMATCH = _("The number or the password is not right.")


class DoorAdapter(DefaultAccountAdapter):
    """People come from the roster; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _MISMATCH,
        "phone_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "too_many_login_attempts": _("Wrong five times. Try again in 15 minutes, or ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by activation from the roster."""
        return False

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Write the phone of a sign-in."""
        user.phone = normal_phone(phone) or None
        user.save(update_fields=["phone"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Return the phone; it comes from the roster, so it counts as verified."""
        return (user.phone, True) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Nothing to write: the roster vouches for the number."""

    def get_user_by_phone(self, phone: str) -> User | None:
        """Find the sign-in of a phone number in any usual spelling."""
        return User.objects.filter(phone=normal_phone(phone)).first()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; the sixth within fifteen minutes is written down and refused."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._record_failure(request, "sign_in.locked", credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down a failure."""
        self._record_failure(request, "sign_in.failed", credentials)

    def _record_failure(self, request: HttpRequest, action: str, credentials: dict[str, Any]) -> None:
        user = _user_of(credentials)
        record_act(
            actor=None, action=action, target=user, ip_address=client_ip(request), succeeded=False, detail={}
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address by the same rule as everywhere in the product."""
        return client_ip(request) or super().get_client_ip(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by account: its phone, e-mail and employee number share one lock."""
        user = _user_of(credentials)
        return f"user:{user.pk}" if user else f"login:{credentials.get('username', '')}".lower()


def _user_of(credentials: dict[str, Any]) -> User | None:
    login = credentials.get("username") or credentials.get("email") or credentials.get("phone") or ""
    named = Q(username__iexact=login) | Q(email__iexact=login)
    phone = normal_phone(credentials.get("phone") or "")
    found = User.objects.filter(named).first() if login else None
    return found or (User.objects.filter(phone=phone).first() if phone else None)
