"""Two tabs, two devices, a save that meets a submission: real threads on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import close_old_connections, connections

from assessments.exceptions import AttemptClosed, StaleAnswer
from assessments.models import AnswerLogEntry, Attempt
from assessments.scoring import score_response
from assessments.services import Saved, save_response, start_attempt, submit_attempt
from tests.accounts.factories import PersonFactory
from tests.assessments.factories import make_attempt, make_exam, questions

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run all at the same time, each on a connection of its own; an exception is a result."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        close_old_connections()
        ready.wait()
        try:
            return call()
        except Exception as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_a_double_start_gives_one_attempt() -> None:
    exam, person = make_exam(), PersonFactory.create()

    results = at_once(*[partial(start_attempt, person=person, exam=exam)] * 4)

    assert len({one.pk for one in results}) == 1
    assert Attempt.objects.count() == 1


def test_two_tabs_with_the_same_number_keep_one_answer_and_tell_the_other() -> None:
    attempt = make_attempt()

    results = at_once(
        *(
            partial(save_response, attempt=attempt, position=1, response=[letter], sequence=1)
            for letter in "ABCD"
        )
    )

    assert sum(isinstance(one, Saved) for one in results) == 1
    stale = [one for one in results if isinstance(one, StaleAnswer)]
    kept = questions(attempt)[0].response
    assert len(stale) == 3
    assert {tuple(one.response) for one in stale} == {tuple(kept)}
    assert AnswerLogEntry.objects.count() == 1


def test_the_newest_number_wins_in_any_order() -> None:
    attempt = make_attempt()

    at_once(
        *(
            partial(save_response, attempt=attempt, position=1, response=["ABCD"[n % 4]], sequence=n)
            for n in range(1, 9)
        )
    )

    question = questions(attempt)[0]
    assert (question.sequence, question.response) == (8, ["A"])


@pytest.mark.parametrize("_round", range(5))
def test_a_save_that_meets_a_submission_is_in_or_refused(_round: int) -> None:
    """What was acknowledged is scored; what was refused is not there."""
    attempt = make_attempt()
    paper = questions(attempt)
    saves = [
        (
            lambda q=q: save_response(
                attempt=attempt, position=q.position, response=q.item_version.key, sequence=1
            )
        )
        for q in paper
    ]

    *saved, result = at_once(*saves, partial(submit_attempt, attempt=attempt))

    assert all(isinstance(one, Saved | AttemptClosed) for one in saved), saved
    acknowledged = {one.position for one in saved if isinstance(one, Saved)}
    after = questions(attempt)
    assert {q.position for q in after if q.response} == acknowledged
    assert set(AnswerLogEntry.objects.values_list("attempt_item__position", flat=True)) == acknowledged
    assert result.score_half_points == sum(
        score_response(
            item_type=q.item_version.type,
            key=q.item_version.key,
            response=q.response,
            full=q.max_half_points,
            rules=attempt.scheme.rules,
        )
        for q in after
    )


def test_a_double_submission_gives_one_result() -> None:
    attempt = make_attempt(right=2)

    results = at_once(*[partial(submit_attempt, attempt=attempt)] * 3)

    assert len({(one.submitted_at, one.score_half_points) for one in results}) == 1
