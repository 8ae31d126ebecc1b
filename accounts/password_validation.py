"""Password rules beyond Django's."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CLASSES = (str.islower, str.isupper, str.isdigit)


class CharacterClassValidator:
    """At least ``classes`` of: lower case, upper case, digits, other signs (GB/T 22239-2019, 7.1.4.1 a)."""

    def __init__(self, classes: int = 3) -> None:
        """Say how many classes are asked for."""
        self.classes = classes

    def validate(self, password: str, user: object = None) -> None:
        """Raise ``ValidationError`` when too few classes occur."""
        found = sum(any(test(sign) for sign in password) for test in _CLASSES)
        found += any(not (sign.isascii() and sign.isalnum()) for sign in password)
        if found < self.classes:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _(
            "Use at least %(count)d of these: lower-case letters, upper-case letters, digits, other signs."
        ) % {"count": self.classes}
