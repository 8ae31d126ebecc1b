"""What one cell says, in the spellings that rosters use. ``ValueError`` carries the words for people."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from django.utils.translation import gettext as _

from lms.lib.phones import normal_phone

# Full-width ASCII and the full-width space → their narrow twins.
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLANKS: Final = " \t\r\n\u3000\u00a0\u200b\ufeff"
_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_INNER_BLANKS: Final = re.compile(r"[\s\u3000]+")
_BETWEEN_HAN: Final = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_EMPLOYEE_NO: Final = re.compile(r"[0-9A-Z][0-9A-Z_\-]{0,29}")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_YEAR: Final = re.compile(r"(\d{4})(?:\D.*)?")
_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?(?:[ T].*)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(15_000, 80_000)  # 1941 to 2119
_YES: Final = frozenset({"是", "Y", "YES", "TRUE", "1", "√", "✓", "有"})
_NO: Final = frozenset({"否", "N", "NO", "FALSE", "0", "×", "X", "无", "不是"})


def text(value: Any) -> str:
    """Return a cell as text: 13800000000.0 → 13800000000, blanks around it gone."""
    if isinstance(value, str):
        cleaned = _INVISIBLE.sub("", value).strip(_BLANKS)
        # The mark that an export of ours puts before a formula sign.
        return cleaned[1:] if cleaned[:1] == "'" and cleaned[1:2] in "=+-@" else cleaned
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    return str(value)


def narrow(value: Any) -> str:
    """Return a cell as text with full-width digits and letters made narrow."""
    return text(value).translate(_NARROW).strip(_BLANKS)


def name(value: Any) -> str:
    """Return a person's name: blanks between Chinese characters are layout and go."""
    cleaned = _BETWEEN_HAN.sub("", _INNER_BLANKS.sub(" ", text(value)))
    if not any(sign.isalpha() for sign in cleaned):
        raise ValueError(_("This is not a name."))
    if len(cleaned) > 60:
        raise ValueError(_("At most 60 characters."))
    return cleaned


def words(value: Any) -> str:
    """Return a short text."""
    cleaned = _INNER_BLANKS.sub(" ", text(value))
    if len(cleaned) > 200:
        raise ValueError(_("At most 200 characters."))
    return cleaned


def employee_no(value: Any) -> str:
    """Return an employee number: letters, digits, - and _; letters are capitals."""
    cleaned = narrow(value).upper()
    if not _EMPLOYEE_NO.fullmatch(cleaned):
        raise ValueError(_("An employee number has at most 30 letters and digits."))
    return cleaned


def phone(value: Any) -> str:
    """Return an 11-digit mobile number."""
    digits = normal_phone(narrow(value))
    if not _MOBILE.fullmatch(digits):
        raise ValueError(_("A mobile number has 11 digits and begins with 1."))
    return digits


def birth_year(value: Any) -> int:
    """Return a year: 1988, 1988年5月, 1988-05-03."""
    found = _YEAR.fullmatch(narrow(value))
    if not found or not 1930 <= int(found[1]) <= 2015:
        raise ValueError(_("A birth year has four digits, such as 1988."))
    return int(found[1])


def yes_no(value: Any) -> bool:
    """Return whether a cell says yes."""
    word = narrow(value).upper()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(_("Write 是 or 否."))


def date(value: Any) -> dt.date:
    """Return a date: 2024-3-1, 2024/3/1, 2024.3.1, 2024年3月1日, 20240301, 2024年3月, Excel's 45352."""
    if isinstance(value, dt.datetime):
        found: dt.date | None = value.date()
    elif isinstance(value, dt.date):
        found = value
    elif isinstance(value, float) and not value.is_integer() and value < 10_000:
        found = None  # 2024.1 in a number cell may have been 2024.10
    else:
        found = _written_date(narrow(value))
    if found is None or not 1940 <= found.year <= 2100:
        raise ValueError(_("Write the date as 2024-03-01."))
    return found


def _written_date(written: str) -> dt.date | None:
    match = _COMPACT.fullmatch(written) or _DATE.fullmatch(written)
    if match:
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            return None
    serial = written.partition(".")[0]
    if serial.isdecimal() and int(serial) in _SERIALS:
        return _EXCEL_EPOCH + dt.timedelta(days=int(serial))
    return None
