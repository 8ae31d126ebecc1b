"""Two devices, two clicks: on a database with row locks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from courses.models import CoursePage, Enrolment, LessonProgress
from courses.services import complete_lesson, enrol, release_edition
from credits.models import CreditEntry
from tests.accounts.factories import PersonFactory
from tests.courses.factories import EnrolmentFactory, add_lesson, make_edition

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_double_click_enrols_once() -> None:
    edition, person = make_edition(), PersonFactory.create()

    _at_once([lambda: enrol(person=person, edition=edition)] * 4)

    assert Enrolment.objects.count() == 1


def test_two_devices_complete_the_last_lesson_once() -> None:
    enrolment = EnrolmentFactory.create(edition=make_edition(lessons=1))

    _at_once([lambda: complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-1")] * 4)

    assert LessonProgress.objects.count() == 1
    assert CreditEntry.objects.get().minutes == 10


def test_two_devices_complete_the_last_two_lessons() -> None:
    enrolment = EnrolmentFactory.create(edition=make_edition(lessons=2))

    _at_once(
        [
            lambda: complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-1"),
            lambda: complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-2"),
        ]
    )

    assert Enrolment.objects.get().state == "completed"


def test_enrolling_while_a_correction_comes_out_ends_in_the_corrected_edition() -> None:
    edition, people = make_edition(), PersonFactory.create_batch(3)
    course: CoursePage = CoursePage.objects.get()
    add_lesson(course, 9)

    acts: list[Callable[[], object]] = [
        lambda: release_edition(course_page=course, by=None, kind="correction")
    ]
    acts += [lambda person=person: enrol(person=person, edition=edition) for person in people]  # type: ignore[misc]
    _at_once(acts)

    assert set(Enrolment.objects.values_list("edition__number", flat=True)) == {2}


def _at_once(acts: list[Callable[[], Any]]) -> None:
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for future in [pool.submit(run, act) for act in acts]:
            future.result(timeout=30)
