"""Who sees and does what with exams and attempts. The user is always an argument."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import EDITOR_ROLES, has_role
from assessments.models import Attempt, Exam, ReleasePolicy
from assessments.querysets import AttemptQuerySet, ExamQuerySet
from courses.models import Enrolment, EnrolmentState

type_of_user = User | AnonymousUser


def person_of(user: type_of_user) -> int | None:
    """The key of the person behind a sign-in."""
    return user.person_id if isinstance(user, User) else None


def can_edit_items(user: type_of_user) -> bool:
    """Editors read and revise the item bank."""
    return has_role(user, *EDITOR_ROLES)


def can_publish_items(user: type_of_user) -> bool:
    """Whoever reviews items puts them in use; an author alone does not."""
    return has_role(user, Role.ITEM_REVIEWER, Role.DISTRICT_OFFICER)


def visible_exams(user: type_of_user) -> ExamQuerySet:
    """Published mock exams for everybody who is signed in; quizzes of the courses one is enrolled in.

    Editors see the rules of every quiz.
    """
    exams: ExamQuerySet = Exam.objects.published()
    if not user.is_authenticated:
        return exams.none()
    if has_role(user, *EDITOR_ROLES):
        return exams
    person_id = person_of(user)
    if person_id is None:
        return exams.mock()
    enrolled = Enrolment.objects.filter(person_id=person_id).exclude(state=EnrolmentState.WITHDRAWN)
    return exams.filter(Q(kind="mock") | Q(course_code__in=enrolled.values("course_code")))


def visible_attempts(user: type_of_user) -> AttemptQuerySet:
    """One's own attempts and nobody else's, whatever one's role: a mock exam is for oneself."""
    person_id = person_of(user)
    attempts: AttemptQuerySet = Attempt.objects.all()
    return attempts.none() if person_id is None else attempts.filter(person_id=person_id)


def can_start_attempt(user: type_of_user, exam: Exam) -> bool:
    """Whoever is a person on record may sit a published exam that is visible."""
    return person_of(user) is not None and exam.is_published


def can_see_answers(user: type_of_user, attempt: Attempt) -> bool:
    """Whether the release policy shows right answers and explanations of this attempt now."""
    if attempt.is_open or attempt.person_id != person_of(user):
        return False
    policy = attempt.exam.release_policy
    if policy == ReleasePolicy.AFTER_CLOSE:
        return attempt.exam.closes_at is not None and timezone.now() >= attempt.exam.closes_at
    return policy == ReleasePolicy.AT_ONCE
