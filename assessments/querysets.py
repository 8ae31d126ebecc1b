"""Reads of this app: adjectives and prepositions, no rule about users."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.utils import timezone

from assessments.exceptions import LogIsAppendOnly, VersionIsImmutable

if TYPE_CHECKING:
    from accounts.models import Person

    # Named in strings below, which ruff does not read as annotations.
    from assessments.models import (  # noqa: F401
        AnswerLogEntry,
        Attempt,
        AttemptItem,
        Exam,
        ItemBank,
        ItemVersion,
    )


class ItemVersionQuerySet(models.QuerySet["ItemVersion"]):
    """Versions of items; refuses to change their content."""

    def in_use(self) -> Self:
        """The version of each item that new papers draw."""
        return self.filter(state="published")

    def in_bank(self, bank: ItemBank) -> Self:
        """Versions of a bank's items."""
        return self.filter(item__bank=bank)

    def update(self, **values: Any) -> int:
        """Change the state only."""
        if not set(values) <= self.model.MUTABLE:
            raise VersionIsImmutable(", ".join(values))
        return super().update(**values)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise VersionIsImmutable

    def delete(self) -> NoReturn:
        """Refuse."""
        raise VersionIsImmutable


class ExamQuerySet(models.QuerySet["Exam"]):
    """Exams."""

    def published(self) -> Self:
        """Those that people may know of."""
        return self.filter(is_published=True)

    def mock(self) -> Self:
        """Mock exams."""
        return self.filter(kind="mock")

    def quizzes(self) -> Self:
        """Course quizzes."""
        return self.filter(kind="quiz")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts."""

    def open(self) -> Self:
        """Not handed in."""
        return self.filter(state="open")

    def closed(self) -> Self:
        """Handed in, by oneself or by the clock."""
        return self.exclude(state="open")

    def passed(self) -> Self:
        """Handed in with at least the pass line."""
        return self.filter(passed=True)

    def overdue(self, at: dt.datetime | None = None) -> Self:
        """Open although the deadline has passed."""
        return self.open().filter(deadline_at__lte=at or timezone.now())

    def for_person(self, person: Person) -> Self:
        """One person's."""
        return self.filter(person=person)


class AnswerLogQuerySet(models.QuerySet["AnswerLogEntry"]):
    """The answer log: append and read."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse."""
        raise LogIsAppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise LogIsAppendOnly

    def delete(self) -> NoReturn:
        """Refuse."""
        raise LogIsAppendOnly


class AttemptItemQuerySet(models.QuerySet["AttemptItem"]):
    """Questions of attempts."""

    def times_seen(self, person: Person, bank: ItemBank) -> dict[int, int]:
        """By item: how many papers of this person held it, in any of its versions."""
        mine = self.filter(attempt__person=person, item_version__item__bank=bank)
        return dict(mine.order_by().values_list("item_version__item_id").annotate(models.Count("pk")))
