"""Who may open which page of courses."""

from courses.models import CourseEdition, CoursePage
from courses.services import enrol
from tests.access import LEARNER, PUBLIC, SIGNED_IN, Row, World
from tests.courses.factories import make_edition

# Only sign-ins of people learn; every visitor of the table but the anonymous one is a person.
AWAY = (302,) * 9
CODE, LESSON = "INI-01", "ini-01-lesson-1"
# The anonymous visitor goes to the door, the learner on, and who has not started the course is told so.
ENROLLED_ONLY = (302, 302, *(403,) * 7)
# The back office lets in trainers and the district, for whom the group carries the right to publish.
# Wagtail sends everybody else to the one door, which says 403 to who is signed in.
EDITORS = (302, 302, 302, 302, 302, 200, 200, 302, 302)


def course(world: World) -> dict[str, object]:
    return {"code": _edition().course_code}


def lesson(world: World) -> dict[str, object]:
    enrol(person=world.users[LEARNER].person, edition=_edition())  # type: ignore[attr-defined]
    return {"code": CODE, "lesson_key": LESSON}


def own_course(world: World) -> dict[str, object]:
    return {"code": lesson(world)["code"]}


def page(world: World) -> dict[str, object]:
    return {"page_id": CoursePage.objects.get(pk=_edition().course_page_id).pk}


def question(world: World) -> dict[str, object]:
    return {"question": "0c5b6c0e-0000-4000-8000-000000000001", "answer": "0"}


def _edition() -> CourseEdition:
    return CourseEdition.objects.first() or make_edition(CODE)


ROWS = [
    Row("courses:catalogue", PUBLIC),
    Row("courses:course", PUBLIC, course),
    Row("courses:enrol", AWAY, course, method="post"),
    Row("courses:lesson", SIGNED_IN, lesson),
    Row("courses:complete_lesson", ENROLLED_ONLY, lesson, method="post"),
    Row("courses:reopen_lesson", ENROLLED_ONLY, lesson, method="post"),
    Row("courses:selfcheck", SIGNED_IN, lesson, method="post", data=question),
    Row("courses_release", EDITORS, page),
]
