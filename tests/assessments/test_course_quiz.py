"""A course's quiz: seen by those enrolled, passed for the course."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import CourseQuiz, Exam
from assessments.services import quiz_link, set_up_quiz, start_attempt, submit_attempt
from courses.models import EnrolmentState
from courses.services import enrol, render_requirement
from tests.accounts.factories import UserFactory
from tests.assessments.factories import ItemBankFactory, ItemVersionFactory, make_attempt
from tests.courses.factories import make_edition

pytestmark = pytest.mark.django_db


def make_quiz(code: str = "INI-01") -> CourseQuiz:
    bank = ItemBankFactory.create(code=code, course_code=code)
    for multiple in (False, False, True):
        ItemVersionFactory.create(item__bank=bank, multiple=multiple)
    return set_up_quiz(
        bank=bank, title="课程测验", types=["single", "single", "multiple"], minutes=20, pass_percent=60
    )


def test_it_works() -> None:
    quiz = make_quiz()
    person = UserFactory.create().person
    assert person
    enrolment = enrol(person=person, edition=make_edition("INI-01", lessons=1))

    attempt = make_attempt(person=person, exam=quiz.exam, right=3, submitted=True)

    assert attempt.passed
    met = enrolment.requirements_met.get()
    assert (met.requirement.kind, met.requirement.key) == ("quiz", "INI-01")
    assert met.met_at == attempt.submitted_at


def test_failing_meets_nothing_and_one_may_try_again() -> None:
    quiz = make_quiz()
    person = UserFactory.create().person
    assert person
    enrolment = enrol(person=person, edition=make_edition("INI-01"))

    for _ in range(3):
        submit_attempt(attempt=start_attempt(person=person, exam=quiz.exam))

    assert not enrolment.requirements_met.exists()
    make_attempt(person=person, exam=quiz.exam, right=3, submitted=True)
    assert enrolment.requirements_met.count() == 1


def test_the_last_thing_missing_completes_the_course() -> None:
    from courses.services import complete_lesson

    quiz = make_quiz()
    person = UserFactory.create().person
    assert person
    edition = make_edition("INI-01", lessons=1)
    enrolment = enrol(person=person, edition=edition)
    complete_lesson(enrolment=enrolment, lesson_key=edition.lessons.get().lesson_key)

    make_attempt(person=person, exam=quiz.exam, right=3, submitted=True)

    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED
    assert enrolment.completed_at
    assert enrolment.completed_at - dt.timedelta(minutes=1) < enrolment.enrolled_at


def test_the_course_page_leads_to_the_quiz_and_says_how_far_one_is() -> None:
    quiz = make_quiz()
    person = UserFactory.create().person
    assert person
    enrolment = enrol(person=person, edition=make_edition("INI-01"))
    requirement = enrolment.edition.requirements.get()

    before = render_requirement(enrolment, requirement)
    make_attempt(person=person, exam=quiz.exam, right=3, submitted=True)
    after = quiz_link(enrolment, requirement)

    assert before["url"] == reverse("assessments:exam", kwargs={"public_id": quiz.exam.public_id})
    assert (before["state"], after["state"]) == ("", "合格")


def test_only_those_enrolled_see_the_quiz(client: Client) -> None:
    quiz, user = make_quiz(), UserFactory.create()
    edition = make_edition("INI-01")
    client.force_login(user)
    url = reverse("assessments:exam", kwargs={"public_id": quiz.exam.public_id})

    before = client.get(url).status_code
    assert user.person
    enrol(person=user.person, edition=edition)

    assert (before, client.get(url).status_code) == (404, 200)


def test_setting_it_up_twice_changes_nothing() -> None:
    first = make_quiz()

    second = set_up_quiz(
        bank=first.exam.bank,
        title="课程测验",
        types=["single", "single", "multiple"],
        minutes=20,
        pass_percent=60,
    )

    assert second == first
    assert Exam.objects.count() == 1
