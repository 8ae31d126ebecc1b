"""Enrolling, resuming, marking as done, taking back."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from courses.exceptions import EditionWithdrawn, EnrolmentNotActive, TooLateToReopen, UnknownLesson
from courses.models import CourseEdition, Enrolment, LessonProgress
from courses.services import complete_lesson, enrol, open_lesson, reopen_lesson, withdraw
from tests.accounts.factories import PersonFactory
from tests.courses.factories import EnrolmentFactory, make_edition

FIRST, SECOND = "ini-01-lesson-1", "ini-01-lesson-2"


@pytest.mark.django_db
def test_it_works() -> None:
    edition, person = make_edition(), PersonFactory.create()

    enrolment = enrol(person=person, edition=edition)

    assert enrolment.state == "active"
    assert enrol(person=person, edition=edition) == enrolment


@pytest.mark.django_db
def test_leaving_and_coming_back_keeps_what_was_done() -> None:
    enrolment = EnrolmentFactory.create()
    complete_lesson(enrolment=enrolment, lesson_key=FIRST)

    withdraw(enrolment=enrolment)
    with pytest.raises(EnrolmentNotActive):
        complete_lesson(enrolment=enrolment, lesson_key=SECOND)
    again = enrol(person=enrolment.person, edition=enrolment.edition)

    assert again == enrolment
    assert Enrolment.objects.with_progress().get().progress.done == 1


@pytest.mark.django_db
def test_a_course_without_a_current_edition_is_not_offered() -> None:
    edition = make_edition()
    CourseEdition.objects.update(is_current=False)

    with pytest.raises(EditionWithdrawn):
        enrol(person=PersonFactory.create(), edition=edition)


@pytest.mark.django_db
def test_one_resumes_where_one_left() -> None:
    enrolment = EnrolmentFactory.create(edition=make_edition(lessons=3))

    open_lesson(enrolment=enrolment, lesson_key=SECOND)

    upcoming = Enrolment.objects.with_progress().get().progress.next_lesson
    assert upcoming is not None
    assert upcoming.lesson_key == SECOND


@pytest.mark.django_db
def test_opening_the_same_lesson_again_writes_nothing(django_assert_num_queries: object) -> None:
    enrolment = EnrolmentFactory.create()
    open_lesson(enrolment=enrolment, lesson_key=FIRST)

    with django_assert_num_queries(0):  # type: ignore[operator]
        open_lesson(enrolment=enrolment, lesson_key=FIRST)


@pytest.mark.django_db
def test_done_twice_is_done_once() -> None:
    enrolment = EnrolmentFactory.create()

    complete_lesson(enrolment=enrolment, lesson_key=FIRST)
    first = LessonProgress.objects.get().completed_at
    complete_lesson(enrolment=enrolment, lesson_key=FIRST)

    assert LessonProgress.objects.get().completed_at == first


@pytest.mark.django_db
def test_an_unknown_lesson_is_refused() -> None:
    with pytest.raises(UnknownLesson):
        complete_lesson(enrolment=EnrolmentFactory.create(), lesson_key="nowhere")


@pytest.mark.django_db
def test_done_can_be_taken_back_for_a_day() -> None:
    enrolment = EnrolmentFactory.create()
    start = dt.datetime(2026, 5, 3, 13, 43, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False):
        complete_lesson(enrolment=enrolment, lesson_key=FIRST)
    with time_machine.travel(start + dt.timedelta(hours=23), tick=False):
        reopen_lesson(enrolment=enrolment, lesson_key=FIRST)
        assert LessonProgress.objects.get().completed_at is None
        complete_lesson(enrolment=enrolment, lesson_key=FIRST)

    with time_machine.travel(start + dt.timedelta(hours=48), tick=False), pytest.raises(TooLateToReopen):
        reopen_lesson(enrolment=enrolment, lesson_key=FIRST)


@pytest.mark.django_db
def test_a_completed_course_is_not_opened_again() -> None:
    enrolment = EnrolmentFactory.create(edition=make_edition(lessons=1))
    complete_lesson(enrolment=enrolment, lesson_key=FIRST)

    with pytest.raises(EnrolmentNotActive):
        reopen_lesson(enrolment=enrolment, lesson_key=FIRST)


@pytest.mark.django_db
def test_the_database_refuses_two_active_enrolments_in_a_course() -> None:
    enrolment = EnrolmentFactory.create()
    other = CourseEdition.objects.create(
        course_code="INI-01",
        number=2,
        kind="major",
        title="新版",
        summary="",
        programme_type="induction",
        credited_minutes=1,
        online_minutes=1,
        is_current=False,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory.create(person=enrolment.person, edition=other)
