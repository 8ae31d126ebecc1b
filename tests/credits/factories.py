"""Rows for tests; call ``.create()``."""

from __future__ import annotations

import datetime as dt

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from credits.models import CreditEntry, CreditRule
from tests.accounts.factories import PersonFactory


class CreditEntryFactory(DjangoModelFactory[CreditEntry]):
    """A line for a course of 120 online minutes."""

    class Meta:
        model = CreditEntry

    person = SubFactory(PersonFactory)
    minutes = 120
    category = "online_course"
    source_kind = "course"
    source_key = Sequence(lambda n: f"TST-{n:02d}")
    occurred_on = dt.date(2026, 5, 3)
    rule = LazyFunction(lambda: CreditRule.objects.get(category="online_course", version=1))
    explanation = LazyFunction(
        lambda: {
            "kind": "course_completed",
            "title": "示例课",
            "lessons": 9,
            "passed": ["课程测验"],
            "minutes": 120,
            "credited_minutes": 180,
        }
    )


__all__ = ["CreditEntryFactory"]
