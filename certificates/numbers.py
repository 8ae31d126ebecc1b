"""Certificate numbers: one spelling for each, and what must not be taken for one. No rows, no clock."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Final

_PLAUSIBLE: Final = re.compile(r"[0-9A-Z][0-9A-Z-]{4,39}")
_SPACES_AND_JOINERS: Final = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_IDENTITY: Final = re.compile(r"[1-9][0-9]{5}(?P<born>[0-9]{8})[0-9]{3}[0-9X]")
_IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS: Final = "10X98765432"


def normalise(text: str) -> str:
    """Return the one spelling: half-width, no blanks, capitals (` ２０１９ａ 01` → `2019A01`)."""
    plain = unicodedata.normalize("NFKC", text)
    return _DASHES.sub("-", _SPACES_AND_JOINERS.sub("", plain)).upper()


def is_plausible(number: str) -> bool:
    """Whether a normalised text has the shape of a certificate number."""
    return _PLAUSIBLE.fullmatch(number) is not None and any(sign.isdigit() for sign in number)


def looks_like_identity_number(number: str) -> bool:
    """Whether a normalised text is an identity number: 18 signs, a real birthday and the check sign.

    Source: GB 11643-1999. The product never stores identity numbers, not even by mistake.
    """
    match = _IDENTITY.fullmatch(number)
    if match is None:
        return False
    try:
        dt.datetime.strptime(match["born"], "%Y%m%d")  # noqa: DTZ007 (a date, not an instant)
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _IDENTITY_WEIGHTS, strict=False))
    return number[-1] == _IDENTITY_CHECKS[total % 11]


# Crockford's base 32: no I, L, O, U, which are misread or misspell.
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
RANDOM_SIGNS: Final = 10
_ISSUED: Final = re.compile(rf"([A-Z]{{1,6}}?)(20[0-9]{{2}})([{_SIGNS}]{{{RANDOM_SIGNS}}})([{_SIGNS}])")


def check_sign(signs: str) -> str:
    """Return the check sign of some signs of our alphabet (Luhn's scheme modulo 32).

    It finds every single wrong sign and every swap of neighbours but one, so that a number mistyped
    from paper is told from one that does not exist.
    """
    total = 0
    for place, sign in enumerate(reversed(signs), start=1):
        product = _SIGNS.index(sign) * (2 if place % 2 else 1)
        total += product // 32 + product % 32
    return _SIGNS[-total % 32]


def compose(prefix: str, year: int, signs: str) -> str:
    """Return a certificate number of ours: BS-2026-7K3M9QXW4D-R; ten random signs are 50 bits."""
    return f"{prefix}-{year}-{signs}-{check_sign(signs)}"


def random_signs(choose: Callable[[str], str]) -> str:
    """Return ten signs; ``choose`` picks one of the alphabet (``secrets.choice``)."""
    return "".join(choose(_SIGNS) for _place in range(RANDOM_SIGNS))


def read_issued(text: str) -> str | None:
    """Return the one spelling of a number of ours as people type it, or None if it cannot be one.

    Blanks, dashes, case, full width, and O for 0 or I for 1 among the random signs do not matter.
    """
    bare = normalise(text).replace("-", "")
    head, tail = bare[: -RANDOM_SIGNS - 1], bare[-RANDOM_SIGNS - 1 :].translate(_MISREAD)
    match = _ISSUED.fullmatch(head + tail)
    if match is None or check_sign(match[3]) != match[4]:
        return None
    return f"{match[1]}-{match[2]}-{match[3]}-{match[4]}"
