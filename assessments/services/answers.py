"""Saving answers: the hot path. Two statements where nothing is amiss."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from assessments.exceptions import AttemptClosed, StaleAnswer, UnknownQuestion
from assessments.models import AnswerLogEntry, Attempt, AttemptItem
from assessments.scoring import LETTERS
from assessments.services.submission import expire_if_overdue


@dataclass(frozen=True)
class Saved:
    """The server's word that an answer is kept."""

    position: int
    sequence: int
    saved_at: dt.datetime


def save_response(*, attempt: Attempt, position: int, response: Sequence[str], sequence: int) -> Saved:
    """Save one answer of an attempt at hand; see :func:`save_answer`."""
    return save_answer(
        attempt_id=attempt.public_id,
        person_id=attempt.person_id,
        position=position,
        response=response,
        sequence=sequence,
    )


def save_answer(
    *, attempt_id: uuid.UUID, person_id: int, position: int, response: Sequence[str], sequence: int
) -> Saved:
    """Keep one answer if its sequence number is newer than the one kept.

    The same request twice gives the same answer, also after the attempt has closed. Raises
    :class:`StaleAnswer` (with the newer answer), :class:`AttemptClosed`, or
    :class:`UnknownQuestion`; then nothing is changed.
    """
    letters = sorted(set(response))
    if sequence < 1 or not set(letters) <= set(LETTERS):
        raise UnknownQuestion
    answer = _Answer(attempt_id, person_id, position, letters, sequence)
    now = timezone.now()
    with transaction.atomic():
        if _update(answer, now):
            _append(answer, now)
            return Saved(position, sequence, now)
    return _explain(answer)


def flag_question(*, attempt: Attempt, position: int, flagged: bool) -> None:
    """Mark a question to look at again, or take the mark away."""
    AttemptItem.objects.filter(attempt=attempt, position=position, half_points__isnull=True).update(
        flagged=flagged
    )


@dataclass(frozen=True)
class _Answer:
    attempt_id: uuid.UUID
    person_id: int
    position: int
    letters: list[str]
    sequence: int


def _update(answer: _Answer, now: dt.datetime) -> int:
    # Every condition that a submission or another save may change stands on the updated row itself:
    # PostgreSQL checks only those again after it has waited for the row's lock.
    open_one = Attempt.objects.filter(
        public_id=answer.attempt_id, person_id=answer.person_id, state="open", deadline_at__gt=now
    )
    last = LETTERS.index(answer.letters[-1]) + 1 if answer.letters else 0
    return AttemptItem.objects.filter(
        attempt_id__in=Subquery(open_one.values("pk")),
        position=answer.position,
        sequence__lt=answer.sequence,
        half_points__isnull=True,
        option_count__gte=last,
        most_choices__gte=len(answer.letters),
    ).update(response=answer.letters, sequence=answer.sequence, saved_at=now)


def _append(answer: _Answer, now: dt.datetime) -> None:
    question = AttemptItem.objects.filter(attempt__public_id=answer.attempt_id, position=answer.position)
    AnswerLogEntry.objects.create(
        attempt_item_id=Subquery(question.values("pk")),
        sequence=answer.sequence,
        response=answer.letters,
        at=now,
    )


def _explain(answer: _Answer) -> Saved:
    """Say why nothing was updated; the slow path may read as much as it likes."""
    question = (
        AttemptItem.objects.select_related("attempt")
        .filter(
            attempt__public_id=answer.attempt_id,
            attempt__person_id=answer.person_id,
            position=answer.position,
        )
        .first()
    )
    if question is None or not _fits(question, answer.letters):
        raise UnknownQuestion
    before = question.log.filter(sequence=answer.sequence).first()
    if before and before.response == answer.letters:
        return Saved(answer.position, answer.sequence, before.at)
    if not expire_if_overdue(attempt=question.attempt).is_open:
        raise AttemptClosed
    raise StaleAnswer(response=question.response, sequence=question.sequence, saved_at=question.saved_at)


def _fits(question: AttemptItem, letters: list[str]) -> bool:
    return len(letters) <= question.most_choices and set(letters) <= set(question.option_order)
