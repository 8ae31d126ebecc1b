"""Releasing: pages become what learners read."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from accounts.models import AuditEntry
from courses import exceptions
from courses.models import CourseEdition, CoursePage, EditionLesson, LessonPage
from courses.services import release_edition, release_preview, require
from tests.courses.factories import add_lesson, make_course, make_edition


@pytest.mark.django_db
def test_it_works() -> None:
    course = make_course(lessons=3)
    require(course_code="INI-01", kind="quiz", key="INI-01", title="课程测验")

    edition = release_edition(course_page=course, by=None, kind="first")

    assert (edition.number, edition.is_current, edition.course_code) == (1, True, "INI-01")
    assert [row.lesson_key for row in edition.lessons.all()] == [f"ini-01-lesson-{n}" for n in (1, 2, 3)]
    assert [row.title for row in edition.requirements.all()] == ["课程测验"]
    assert AuditEntry.objects.filter(action="edition.released").count() == 1


@pytest.mark.django_db
def test_the_same_content_twice_is_one_edition() -> None:
    edition = make_edition()

    again = release_edition(course_page=_page(edition), by=None, kind="correction")

    assert again == edition
    assert CourseEdition.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"in_preparation": True}, exceptions.CourseInPreparation),
        ({"lessons": 0}, exceptions.NoLiveLessons),
        ({"online_minutes": 0}, exceptions.CourseIncomplete),
        ({"online_minutes": 91}, exceptions.CourseIncomplete),
        ({"live": False}, exceptions.CourseNotPublished),
        ({"code": None, "slug": "x", "lessons": 0}, exceptions.CourseIncomplete),
    ],
)
def test_it_refuses_by_name(change: dict[str, object], refusal: type[Exception]) -> None:
    code = change.pop("code", "INI-01")
    if code is None:
        course = make_course("INI-09", **change)  # type: ignore[arg-type]
        CoursePage.objects.filter(pk=course.pk).update(code=None)
    else:
        course = make_course(**change)  # type: ignore[arg-type]

    with pytest.raises(refusal):
        release_edition(course_page=course, by=None, kind="first")

    assert isinstance(release_preview(course_page=course).refusal, refusal)
    assert not CourseEdition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("flaw", [{"minutes": 0}, {"body": []}])
def test_it_refuses_a_lesson_without_minutes_or_content(flaw: dict[str, object]) -> None:
    course = make_course(lessons=1)
    lesson = LessonPage.objects.get()
    for name, value in flaw.items():
        setattr(lesson, name, value)
    lesson.save(clean=False)

    with pytest.raises(exceptions.LessonIncomplete):
        release_edition(course_page=course, by=None, kind="first")


@pytest.mark.django_db
@pytest.mark.parametrize(("released", "kind"), [(False, "correction"), (False, "major"), (True, "first")])
def test_it_refuses_the_wrong_kind(released: bool, kind: str) -> None:
    course = _page(make_edition()) if released else make_course()
    add_lesson(course, 9)

    with pytest.raises(exceptions.WrongEditionKind):
        release_edition(course_page=course, by=None, kind=kind)


@pytest.mark.django_db
def test_editing_a_page_does_not_touch_what_learners_read() -> None:
    edition = make_edition(lessons=1)
    lesson = LessonPage.objects.get()

    lesson.title, lesson.body = "改过的标题", [{"type": "text", "value": "<p>改过</p>"}]
    lesson.save_revision().publish()

    frozen = EditionLesson.objects.get(edition=edition)
    assert frozen.title == "第1件小事"
    assert "改过" not in str(frozen.body)
    assert release_preview(course_page=_page(edition)).changed == ["改过的标题"]


@pytest.mark.django_db
def test_drafts_and_lessons_in_draft_are_left_out() -> None:
    course = make_course(lessons=1)
    add_lesson(course, 2, live=False)
    lesson = LessonPage.objects.get(lesson_key="ini-01-lesson-1")
    lesson.title = "只是草稿"
    lesson.save_revision()

    edition = release_edition(course_page=course, by=None, kind="first")

    assert [row.title for row in edition.lessons.all()] == ["第1件小事"]


@pytest.mark.django_db
def test_a_scheduled_publish_does_not_release() -> None:
    edition = make_edition(lessons=1)
    LessonPage.objects.get().save_revision().publish()
    lesson = LessonPage.objects.get()
    tomorrow = timezone.now() + dt.timedelta(days=1)
    lesson.title, lesson.go_live_at = "明天的标题", tomorrow
    lesson.save_revision(approved_go_live_at=tomorrow).publish()

    assert release_edition(course_page=_page(edition), by=None, kind="correction") == edition
    with time_machine.travel(tomorrow + dt.timedelta(minutes=1)):
        call_command("publish_scheduled")

    assert LessonPage.objects.get().title == "明天的标题"
    assert CourseEdition.objects.get() == edition
    assert edition.lessons.get().title == "第1件小事"


@pytest.mark.django_db
def test_an_edition_outlives_its_pages() -> None:
    edition = make_edition(lessons=2)

    LessonPage.objects.get(lesson_key="ini-01-lesson-1").delete()
    assert edition.lessons.count() == 2
    Page.objects.get(pk=edition.course_page_id).delete()

    edition.refresh_from_db()
    assert edition.course_page is None
    assert "正文 1" in str(edition.lessons.all()[0].body)


@pytest.mark.django_db
def test_reordering_is_a_change() -> None:
    edition = make_edition(lessons=2)
    first, second = LessonPage.objects.order_by("path")

    second.move(first, pos="left")

    preview = release_preview(course_page=_page(edition))
    assert preview.order_changed
    newer = release_edition(course_page=_page(edition), by=None, kind="correction")
    assert [row.lesson_key for row in newer.lessons.all()] == ["ini-01-lesson-2", "ini-01-lesson-1"]


def _page(edition: CourseEdition) -> CoursePage:
    page: CoursePage = CoursePage.objects.get(pk=edition.course_page_id)
    return page
