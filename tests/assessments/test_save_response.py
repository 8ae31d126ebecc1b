"""Saving one answer."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.exceptions import AttemptClosed, LogIsAppendOnly, StaleAnswer, UnknownQuestion
from assessments.models import AnswerLogEntry, AttemptState
from assessments.services import save_answer, save_response, submit_attempt
from tests.accounts.factories import PersonFactory
from tests.assessments.factories import make_attempt, questions

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
def test_it_works() -> None:
    attempt = make_attempt()

    saved = save_response(attempt=attempt, position=1, response=["C"], sequence=1)

    question = questions(attempt)[0]
    assert (question.response, question.sequence, question.saved_at) == (["C"], 1, saved.saved_at)
    assert [(entry.sequence, entry.response) for entry in question.log.all()] == [(1, ["C"])]


def test_the_same_request_twice_gives_the_same_answer() -> None:
    attempt = make_attempt()
    first = save_response(attempt=attempt, position=1, response=["C"], sequence=1)

    second = save_response(attempt=attempt, position=1, response=["C"], sequence=1)

    assert second == first
    assert AnswerLogEntry.objects.count() == 1


def test_the_same_request_is_answered_alike_after_the_attempt_has_closed() -> None:
    attempt = make_attempt()
    first = save_response(attempt=attempt, position=1, response=["C"], sequence=1)
    submit_attempt(attempt=attempt)

    assert save_response(attempt=attempt, position=1, response=["C"], sequence=1) == first


@pytest.mark.parametrize("sequence", [1, 2])
def test_an_old_tab_is_refused_and_told_the_newer_answer(sequence: int) -> None:
    attempt = make_attempt()
    save_response(attempt=attempt, position=1, response=["C"], sequence=2)

    with pytest.raises(StaleAnswer) as refusal:
        save_response(attempt=attempt, position=1, response=["A"], sequence=sequence)

    assert (refusal.value.response, refusal.value.sequence) == (["C"], 2)
    assert questions(attempt)[0].response == ["C"]


def test_an_answer_can_be_taken_back() -> None:
    attempt = make_attempt(right=1)

    save_response(attempt=attempt, position=1, response=[], sequence=2)

    assert questions(attempt)[0].response == []


def test_a_closed_attempt_takes_no_answer() -> None:
    attempt = make_attempt(submitted=True)

    with pytest.raises(AttemptClosed):
        save_response(attempt=attempt, position=1, response=["C"], sequence=1)
    assert not AnswerLogEntry.objects.exists()


def test_an_answer_after_the_deadline_hands_in_what_was_saved() -> None:
    attempt = make_attempt(right=1)

    with time_machine.travel(attempt.deadline_at + dt.timedelta(seconds=1)), pytest.raises(AttemptClosed):
        save_response(attempt=attempt, position=2, response=["C"], sequence=1)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.score_half_points) == (AttemptState.EXPIRED, 2)
    assert attempt.submitted_at == attempt.deadline_at


@pytest.mark.parametrize(
    ("position", "response", "sequence"),
    [(99, ["A"], 1), (1, ["E"], 1), (1, ["A", "B"], 1), (1, ["Z"], 1), (1, ["A"], 0)],
)
def test_what_is_no_answer_to_the_question_is_refused(
    position: int, response: list[str], sequence: int
) -> None:
    attempt = make_attempt()

    with pytest.raises(UnknownQuestion):
        save_response(attempt=attempt, position=position, response=response, sequence=sequence)


def test_nobody_answers_for_somebody_else() -> None:
    attempt, stranger = make_attempt(), PersonFactory.create()

    with pytest.raises(UnknownQuestion):
        save_answer(
            attempt_id=attempt.public_id, person_id=stranger.pk, position=1, response=["A"], sequence=1
        )


def test_a_save_takes_two_statements() -> None:
    attempt = make_attempt()

    with CaptureQueriesContext(connection) as queries:
        save_response(attempt=attempt, position=1, response=["C"], sequence=1)

    kinds = [query["sql"].split()[0] for query in queries]
    assert [kind for kind in kinds if kind not in {"SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"}] == [
        "UPDATE",
        "INSERT",
    ]


def test_the_answer_log_is_append_only() -> None:
    attempt = make_attempt(right=1)
    entry = AnswerLogEntry.objects.get()

    for change in (entry.save, entry.delete, AnswerLogEntry.objects.all().delete):
        with pytest.raises(LogIsAppendOnly):
            change()
    with pytest.raises(LogIsAppendOnly):
        AnswerLogEntry.objects.update(at=timezone.now())
    assert attempt.is_open
