"""Handing in, by oneself and by the clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Attempt, AttemptState
from assessments.services import expire_attempts, expire_if_overdue, save_response, submit_attempt
from assessments.signals import attempt_submitted
from tests.assessments.factories import make_attempt, make_exam, questions

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
def test_it_works() -> None:
    attempt = make_attempt(right=3)

    result = submit_attempt(attempt=attempt)

    assert (result.state, result.score_half_points, result.max_half_points) == (
        AttemptState.SUBMITTED,
        6,
        14,
    )
    assert result.passed is False
    assert [question.half_points for question in questions(result)] == [2, 2, 2, 0, 0]


def test_fewer_right_options_give_half_a_point_each() -> None:
    attempt = make_attempt(exam=make_exam(singles=0, multiples=1))
    save_response(attempt=attempt, position=1, response=["A", "D"], sequence=1)

    assert submit_attempt(attempt=attempt).score_half_points == 2


def test_exactly_the_pass_line_passes() -> None:
    attempt = make_attempt(exam=make_exam(singles=5, multiples=0), right=3)

    assert submit_attempt(attempt=attempt).passed is True


def test_handing_in_twice_gives_the_same_result(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[Attempt] = []

    def hear(attempt: Attempt, **kwargs: object) -> None:
        heard.append(attempt)

    attempt_submitted.connect(hear)
    attempt = make_attempt(right=2)
    with django_capture_on_commit_callbacks(execute=True):
        first = submit_attempt(attempt=attempt)
        second = submit_attempt(attempt=attempt)
    attempt_submitted.disconnect(hear)

    assert second.submitted_at == first.submitted_at
    assert second.score_half_points == first.score_half_points
    assert heard == [attempt]


def test_the_sweep_hands_in_what_was_saved_when_time_is_up() -> None:
    overdue, running = make_attempt(right=5), make_attempt()
    Attempt.objects.filter(pk=overdue.pk).update(
        started_at=timezone.now() - dt.timedelta(hours=3), deadline_at=timezone.now() - dt.timedelta(hours=1)
    )

    assert expire_attempts() == 1

    overdue.refresh_from_db()
    running.refresh_from_db()
    assert (overdue.state, overdue.score_half_points, overdue.passed) == (AttemptState.EXPIRED, 14, True)
    assert overdue.submitted_at == overdue.deadline_at
    assert running.is_open
    assert expire_attempts() == 0


def test_handing_in_after_the_deadline_counts_as_the_clock() -> None:
    attempt = make_attempt()

    with time_machine.travel(attempt.deadline_at + dt.timedelta(minutes=5)):
        result = submit_attempt(attempt=attempt)

    assert (result.state, result.submitted_at) == (AttemptState.EXPIRED, attempt.deadline_at)


def test_nothing_expires_before_its_time() -> None:
    attempt = make_attempt()

    with time_machine.travel(attempt.deadline_at - dt.timedelta(seconds=1)):
        assert expire_if_overdue(attempt=attempt).is_open


def test_eighty_answers_are_scored_in_at_most_twelve_statements() -> None:
    attempt = make_attempt(exam=make_exam(singles=60, multiples=20), right=80)

    with CaptureQueriesContext(connection) as queries:
        result = submit_attempt(attempt=attempt)

    assert result.score_half_points == 200
    assert len(queries) <= 12
