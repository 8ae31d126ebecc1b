"""Handing in, by oneself or by the clock, and scoring."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from assessments.models import Attempt, AttemptItem, AttemptState
from assessments.scoring import is_passed, score_response
from assessments.services.quizzes import meet_by_passing
from assessments.signals import attempt_submitted

logger = logging.getLogger(__name__)


def submit_attempt(*, attempt: Attempt) -> Attempt:
    """Hand in and score; a second call, from wherever, gives the same result.

    Past the deadline it counts as handed in by the clock, at the deadline.
    """
    return close(attempt.pk, at=None)


def expire_if_overdue(*, attempt: Attempt) -> Attempt:
    """Hand in what was saved when the deadline has passed; else return the attempt as it is."""
    if attempt.is_open and attempt.deadline_at <= timezone.now():
        return close(attempt.pk, at=attempt.deadline_at)
    return attempt


def expire_attempts() -> int:
    """Hand in every attempt whose deadline has passed, each in a transaction of its own.

    Returns how many. One that fails is logged and does not stop the others.
    """
    done = 0
    for key, deadline_at in (
        Attempt.objects.overdue().order_by("deadline_at").values_list("pk", "deadline_at")
    ):
        try:
            close(key, at=deadline_at)
            done += 1
        except Exception:
            logger.exception("attempt %s could not be closed", key)
    return done


def close(attempt_id: int, *, at: dt.datetime | None) -> Attempt:
    """Close an attempt under its lock, at an instant (now, or its deadline if that has passed).

    The rows of the answers are locked too: an answer that was acknowledged before is in, one that
    comes later is refused (see :class:`assessments.models.AttemptItem`).
    """
    with transaction.atomic():
        attempt = (
            Attempt.objects.select_for_update(of=("self",))
            .select_related("scheme", "exam", "person")
            .get(pk=attempt_id)
        )
        if not attempt.is_open:
            return attempt
        instant = at or timezone.now()
        expired = instant >= attempt.deadline_at
        attempt.state = AttemptState.EXPIRED if expired else AttemptState.SUBMITTED
        attempt.submitted_at = min(instant, attempt.deadline_at)
        attempt.score_half_points = _score_questions(attempt)
        attempt.passed = is_passed(attempt.score_half_points, attempt.max_half_points, attempt.pass_percent)
        attempt.save(update_fields=["state", "submitted_at", "score_half_points", "passed"])
        meet_by_passing(attempt)
        transaction.on_commit(lambda: attempt_submitted.send(sender=Attempt, attempt=attempt))
    return attempt


def _score_questions(attempt: Attempt) -> int:
    questions = list(
        attempt.items.select_for_update(of=("self",)).select_related("item_version").order_by("position")
    )
    for question in questions:
        question.half_points = score_response(
            item_type=question.item_version.type,
            key=question.item_version.key,
            response=question.response,
            full=question.max_half_points,
            rules=attempt.scheme.rules,
        )
    AttemptItem.objects.bulk_update(questions, ["half_points"])
    return sum(question.half_points or 0 for question in questions)
