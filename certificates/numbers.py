"""Certificate numbers: one spelling for each, and what must not be taken for one. No rows, no clock."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
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
