"""Who reads, learns and releases what. The user is always an argument."""

from __future__ import annotations

from accounts.models import Person, User
from accounts.permissions import type_of_user, visible_people
from courses.models import CourseEdition, CoursePage, Enrolment
from courses.querysets import CoursePageQuerySet, EnrolmentQuerySet


def visible_courses(user: type_of_user) -> CoursePageQuerySet:
    """The catalogue is public: published courses that have a code."""
    courses: CoursePageQuerySet = CoursePage.objects.offered()
    return courses


def visible_enrolments(user: type_of_user) -> EnrolmentQuerySet:
    """One's own enrolments, and those of the people one answers for."""
    return Enrolment.objects.filter(person__in=visible_people(user).values("pk"))


def learner_of(user: type_of_user) -> Person | None:
    """The person whose learning this sign-in records; officers may have none."""
    return user.person if isinstance(user, User) and user.person_id else None


def own_enrolment(user: type_of_user, course_code: str) -> Enrolment | None:
    """The enrolment that a course page shows: the active one, else the latest completed one."""
    person = learner_of(user)
    if person is None:
        return None
    mine = Enrolment.objects.for_person(person).in_course(course_code).not_withdrawn()
    return mine.with_progress().order_by("state", "-completed_at").first()


def readable_edition(
    user: type_of_user, course_code: str, enrolment: Enrolment | None
) -> CourseEdition | None:
    """What one reads: the edition one is enrolled in, else the current one of a course on offer."""
    if enrolment:
        return enrolment.edition
    offered = visible_courses(user).filter(code=course_code)
    return CourseEdition.objects.current().filter(course_code=course_code, course_page__in=offered).first()


def can_enrol(user: type_of_user) -> bool:
    """Whoever is a person on the roster or in the talent pool learns."""
    return learner_of(user) is not None


def can_release(user: type_of_user, course_page: CoursePage) -> bool:
    """Whoever may publish the course page may release it."""
    return isinstance(user, User) and bool(course_page.permissions_for_user(user).can_publish())
