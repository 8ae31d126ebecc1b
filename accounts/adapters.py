"""How allauth meets our people: one door, sign-up closed, phone on the sign-in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.models import User


def normal_phone(raw: str) -> str:
    """Return a mainland mobile number without prefix and separators: +86 138-0000-0000 → 13800000000."""
    digits = "".join(sign for sign in raw if sign.isdigit())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


class DoorAdapter(DefaultAccountAdapter):
    """People come from the roster; nobody signs up."""

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
