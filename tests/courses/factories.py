"""Rows for tests; call ``.create()`` or the ``make_…`` functions."""

from __future__ import annotations

from typing import Any

from factory.declarations import LazyAttribute, LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from courses.models import (
    CourseEdition,
    CoursePage,
    EditionKind,
    Enrolment,
    LessonPage,
    PolicyTask,
    Shift,
)
from courses.services import ensure_curriculum_index, release_edition
from tests.accounts.factories import PersonFactory

SELF_CHECK = {
    "type": "selfcheck",
    "id": "0c5b6c0e-0000-4000-8000-000000000001",
    "value": {
        "kind": "single",
        "stem": "楼道里堆着纸箱，先做哪一件？",
        "options": [{"text": "先找主人说一说", "right": True}, {"text": "直接清走", "right": False}],
        "explanation": "直接清走看上去最快，可是东西有主人。",
    },
}


# One block of every kind that needs no file.
BODY = [
    {"type": "text", "value": "<h2>学完能做什么</h2><ul><li>先问，再记。</li></ul>"},
    {"type": "case", "value": {"title": "第三天上班", "text": "<p>一位阿姨来问：这堆纸箱怎么办？</p>"}},
    {
        "type": "law",
        "value": {
            "title": "《中华人民共和国个人信息保护法》",
            "article": "第七十三条",
            "as_of": "2021-11-01",
            "plain_words": "<p>换成编号，只要还能对回到人，仍是个人信息。</p>",
        },
    },
    {
        "type": "checklist",
        "value": {
            "title": "做与不做",
            "points": [{"kind": "do", "text": "先说我是谁"}, {"kind": "dont", "text": "在楼道里核对名单"}],
        },
    },
    {"type": "copyable", "value": {"title": "开场白", "text": "您好，我是居委会的小林，来认个门。"}},
    SELF_CHECK,
]


def make_course(code: str = "INI-01", *, lessons: int = 2, live: bool = True, **fields: Any) -> CoursePage:
    """A published course, ready for release, with published lessons of ten minutes."""
    values: dict[str, Any] = {
        "title": f"示例课 {code}",
        "slug": code.lower(),
        "summary": "学完能把一件小事办到底。",
        "audience": "全体社区工作者",
        "outline": "第一段\n第二段",
        "credited_minutes": 90,
        "online_minutes": max(1, 10 * lessons),
        "in_preparation": False,
        "live": live,
    }
    course: CoursePage = ensure_curriculum_index().add_child(
        instance=CoursePage(code=code, **{**values, **fields})
    )
    course.shifts.set([Shift.objects.get(code="service")])
    course.tasks.set([PolicyTask.objects.get(code="T2")])
    course.save()
    for number in range(1, lessons + 1):
        add_lesson(course, number)
    # As in the tree now: the first object still thinks that it has no children.
    fresh: CoursePage = CoursePage.objects.get(pk=course.pk)
    return fresh


def add_lesson(course: CoursePage, number: int, **fields: Any) -> LessonPage:
    """A published lesson below a course."""
    values: dict[str, Any] = {
        "title": f"第{number}件小事",
        "slug": f"lesson-{number}",
        "lesson_key": f"{str(course.code).lower()}-lesson-{number}",
        "minutes": 10,
        "body": [{"type": "text", "value": f"<p>正文 {number}</p>"}, *BODY],
    }
    parent = CoursePage.objects.get(pk=course.pk)
    lesson: LessonPage = parent.add_child(instance=LessonPage(**{**values, **fields}))
    return lesson


def make_edition(code: str = "INI-01", *, lessons: int = 2, **fields: Any) -> CourseEdition:
    """The first edition of a new course, released by the service."""
    return release_edition(
        course_page=make_course(code, lessons=lessons, **fields), by=None, kind=EditionKind.FIRST
    )


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    """Somebody who has just begun a course."""

    class Meta:
        model = Enrolment

    person = SubFactory(PersonFactory)
    edition = LazyFunction(make_edition)
    course_code = LazyAttribute(lambda o: o.edition.course_code)


__all__ = [
    "BODY",
    "SELF_CHECK",
    "EnrolmentFactory",
    "add_lesson",
    "make_course",
    "make_edition",
]
