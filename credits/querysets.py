"""Reads of the ledger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Sum

if TYPE_CHECKING:
    from accounts.models import Person
    from credits.models import CreditEntry, CreditRule  # noqa: F401  (named in a string below)


class CreditRuleQuerySet(models.QuerySet["CreditRule"]):
    """Credit rules."""

    def in_force_on(self, day: dt.date) -> Self:
        """Rules whose validity covers a day; ``valid_to`` is the last day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class CreditEntryQuerySet(models.QuerySet["CreditEntry"]):
    """Entries of the ledger."""

    def for_person(self, person: Person) -> Self:
        """One person's entries."""
        return self.filter(person=person)

    def standing(self) -> Self:
        """Entries that count: neither taken back nor themselves a counter-entry."""
        return self.filter(counters__isnull=True, countered_by__isnull=True)

    def from_source(self, source_kind: str, source_key: str) -> Self:
        """Entries (not counter-entries) that one source gave."""
        return self.filter(source_kind=source_kind, source_key=source_key, counters__isnull=True)

    def total_minutes(self) -> int:
        """The sum; counter-entries lower it."""
        return self.aggregate(total=Sum("minutes"))["total"] or 0
