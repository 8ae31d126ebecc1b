"""From enrolment to credited minutes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from courses.models import EnrolmentState
from courses.services import complete_lesson, enrol, meet_requirement, release_edition, require
from courses.signals import edition_completed
from credits.models import CreditEntry
from tests.accounts.factories import PersonFactory
from tests.courses.factories import make_course, make_edition


@pytest.mark.smoke
@pytest.mark.django_db
def test_it_works(django_capture_on_commit_callbacks: Any) -> None:
    heard = []
    edition_completed.connect(
        lambda enrolment, **kwargs: heard.append(enrolment), weak=False, dispatch_uid="t"
    )
    edition, person = make_edition(lessons=2), PersonFactory.create()

    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(person=person, edition=edition)
        for lesson in edition.lessons.all():
            enrolment = complete_lesson(enrolment=enrolment, lesson_key=lesson.lesson_key)

    edition_completed.disconnect(dispatch_uid="t")
    assert enrolment.state == EnrolmentState.COMPLETED
    assert heard == [enrolment]
    assert CreditEntry.objects.for_person(person).total_minutes() == 20


@pytest.mark.django_db
def test_it_waits_for_the_requirement() -> None:
    course = make_course(lessons=1)
    require(course_code="INI-01", kind="quiz", key="INI-01", title="课程测验")
    edition, person = release_edition(course_page=course, by=None, kind="first"), PersonFactory.create()
    enrolment = enrol(person=person, edition=edition)

    enrolment = complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-1")
    assert enrolment.state == EnrolmentState.ACTIVE
    meet_requirement(person=person, kind="quiz", key="INI-01", met_at=timezone.now())

    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED
    assert "课程测验" in CreditEntry.objects.get(person=person).sentence
