"""Mainland mobile numbers as people write them."""


def normal_phone(raw: str) -> str:
    """Return a mainland mobile number without prefix and separators: +86 138-0000-0000 → 13800000000."""
    digits = "".join(str(int(sign)) for sign in raw if sign.isdecimal())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
