"""Roster files made in a line, and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.services import (
    RosterOutcome,
    import_roster,
)
from tests.accounts.factories import (
    make_district,
)

BASE = {"工号": "A1", "姓名": "林示例", "街镇": "甲街道", "入职日期": "2024-03-01"}
DAY = dt.date(2026, 10, 1)


def table(*rows: dict[str, str]) -> bytes:
    """Rows with the fields of BASE unless given; a column that one row has, all rows have."""
    full = [BASE | row for row in rows]
    headers = list(dict.fromkeys(key for row in full for key in row))
    return "\n".join(
        [",".join(headers), *(",".join(row.get(h, "") for h in headers) for row in full)]
    ).encode()


def run(*rows: dict[str, str], **options: Any) -> RosterOutcome:
    values = {"file_name": "r.csv", "unit": make_district(), "by": None, "as_of": DAY} | options
    return import_roster(data=table(*rows), **values)


def nonzero(outcome: RosterOutcome) -> dict[str, int]:
    return {key: count for key, count in outcome.counts.items() if count}
