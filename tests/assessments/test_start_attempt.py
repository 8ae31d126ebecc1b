"""Starting an attempt."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.exceptions import AttemptLimitReached, ExamNotOpen, NotEnoughItems
from assessments.models import Attempt, AttemptState
from assessments.services import start_attempt, submit_attempt
from tests.accounts.factories import PersonFactory
from tests.assessments.factories import ItemVersionFactory, make_attempt, make_exam, questions

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
def test_it_works() -> None:
    exam = make_exam(singles=3, multiples=2)

    attempt = start_attempt(person=PersonFactory.create(), exam=exam)

    paper = questions(attempt)
    assert [question.item_version.type for question in paper] == ["single"] * 3 + ["multiple"] * 2
    assert attempt.max_half_points == 3 * 2 + 2 * 4
    assert attempt.deadline_at - attempt.started_at == dt.timedelta(minutes=120)
    assert sorted(paper[0].option_order) == list("ABCD")


def test_a_second_start_gives_the_open_attempt() -> None:
    attempt = make_attempt()

    again = start_attempt(person=attempt.person, exam=attempt.exam)

    assert again == attempt
    assert again.items.count() == 5


def test_the_database_refuses_a_second_open_attempt() -> None:
    attempt = make_attempt()
    attempt.pk, attempt.number = None, 2
    attempt.public_id = "5f0f8a9e-0000-4000-8000-000000000000"
    attempt._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save()


def test_an_attempt_whose_time_is_up_is_closed_and_a_new_one_started() -> None:
    attempt = make_attempt()

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=121)):
        new = start_attempt(person=attempt.person, exam=attempt.exam)

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.EXPIRED
    assert (new.number, new.state) == (2, AttemptState.OPEN)


def test_the_closing_of_the_exam_shortens_the_time() -> None:
    closes_at = timezone.now() + dt.timedelta(minutes=30)

    attempt = make_attempt(exam=make_exam(closes_at=closes_at))

    assert attempt.deadline_at == closes_at


def test_it_refuses_outside_the_window() -> None:
    now = timezone.now()
    early, late = make_exam(opens_at=now + dt.timedelta(hours=1)), make_exam(closes_at=now)

    for exam in (early, late):
        with pytest.raises(ExamNotOpen):
            make_attempt(exam=exam)


def test_it_refuses_beyond_the_limit() -> None:
    attempt = make_attempt(exam=make_exam(attempt_limit=1), submitted=True)

    with pytest.raises(AttemptLimitReached):
        start_attempt(person=attempt.person, exam=attempt.exam)


def test_it_refuses_when_the_bank_is_too_small() -> None:
    exam = make_exam()
    exam.blueprint.sections.filter(item_type="single").update(count=4)

    with pytest.raises(NotEnoughItems):
        make_attempt(exam=exam)
    assert not Attempt.objects.exists()


def test_a_second_paper_prefers_items_not_seen_yet() -> None:
    exam, person = make_exam(singles=3, multiples=0, spare=3), PersonFactory.create()

    first = start_attempt(person=person, exam=exam)
    submit_attempt(attempt=first)
    second = start_attempt(person=person, exam=exam)

    seen = {question.item_version_id for question in questions(first)}
    assert seen.isdisjoint(question.item_version_id for question in questions(second))


def test_the_same_seed_gives_the_same_paper() -> None:
    exam = make_exam(singles=4, multiples=3, spare=5)

    papers = [start_attempt(person=PersonFactory.create(), exam=exam, seed=7) for _ in range(2)]

    one, other = (
        [(question.item_version_id, question.option_order) for question in questions(paper)]
        for paper in papers
    )
    assert one == other


def test_only_versions_in_use_are_drawn() -> None:
    exam = make_exam(singles=1, multiples=0)
    ItemVersionFactory.create(item__bank=exam.bank, state="draft")

    attempt = make_attempt(exam=exam)

    assert questions(attempt)[0].item_version.state == "published"


def test_a_start_takes_at_most_twelve_statements() -> None:
    exam, person = make_exam(singles=60, multiples=20), PersonFactory.create()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        start_attempt(person=person, exam=exam)

    statements = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(statements) <= 12
