"""Who is moved when a newer edition comes (ADR 0012)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from courses.models import CourseEdition, CoursePage, Enrolment, EnrolmentState, LessonPage
from courses.services import complete_lesson, enrol, meet_requirement, release_edition, require, withdraw
from tests.accounts.factories import PersonFactory
from tests.courses.factories import EnrolmentFactory, add_lesson, make_course, make_edition


@pytest.mark.django_db
def test_it_works() -> None:
    edition = make_edition(lessons=2)
    enrolment = EnrolmentFactory.create(edition=edition)
    complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-1")

    newer = _release(edition, "correction")

    enrolment = Enrolment.objects.with_progress().get()
    assert enrolment.edition == newer
    assert (enrolment.progress.done, enrolment.progress.total) == (1, 3)


@pytest.mark.django_db
def test_completed_and_withdrawn_ones_stay() -> None:
    edition = make_edition(lessons=1)
    completed, left = EnrolmentFactory.create_batch(2, edition=edition)
    complete_lesson(enrolment=completed, lesson_key="ini-01-lesson-1")
    withdraw(enrolment=left)

    _release(edition, "correction")

    assert set(Enrolment.objects.values_list("edition__number", flat=True)) == {1}


@pytest.mark.django_db
def test_a_major_revision_leaves_everybody_where_they_are() -> None:
    edition = make_edition(lessons=2)
    enrolment = EnrolmentFactory.create(edition=edition)

    newer = _release(edition, "major")

    enrolment.refresh_from_db()
    assert enrolment.edition == edition
    assert enrol(person=enrolment.person, edition=newer) == enrolment
    assert enrol(person=PersonFactory.create(), edition=edition).edition == newer


@pytest.mark.django_db
def test_a_correction_does_not_reach_behind_a_major_revision() -> None:
    edition = make_edition(lessons=1)
    enrolment = EnrolmentFactory.create(edition=edition)
    _release(edition, "major")

    _release(edition, "correction", number=8)

    enrolment.refresh_from_db()
    assert enrolment.edition == edition


@pytest.mark.django_db
def test_a_met_requirement_is_carried_along() -> None:
    course = make_course(lessons=2)
    require(course_code="INI-01", kind="quiz", key="INI-01", title="课程测验")
    edition = release_edition(course_page=course, by=None, kind="first")
    enrolment = EnrolmentFactory.create(edition=edition)
    meet_requirement(person=enrolment.person, kind="quiz", key="INI-01", met_at=timezone.now())

    _release(edition, "correction")

    assert Enrolment.objects.with_progress().get().progress.missing_requirements == ()


@pytest.mark.django_db
def test_whoever_lacks_nothing_any_more_completes() -> None:
    edition = make_edition(lessons=2)
    enrolment = EnrolmentFactory.create(edition=edition)
    complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-1")

    LessonPage.objects.get(lesson_key="ini-01-lesson-2").delete()
    release_edition(course_page=_page(edition), by=None, kind="correction")

    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED


def _release(edition: CourseEdition, kind: str, number: int = 9) -> CourseEdition:
    course = _page(edition)
    add_lesson(course, number)
    return release_edition(course_page=course, by=None, kind=kind)


def _page(edition: CourseEdition) -> CoursePage:
    page: CoursePage = CoursePage.objects.get(code=edition.course_code)
    return page
