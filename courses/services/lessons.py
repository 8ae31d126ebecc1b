"""Opening a lesson, marking it as done, taking that back."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.exceptions import EnrolmentNotActive, TooLateToReopen, UnknownLesson
from courses.models import Enrolment, EnrolmentState, LessonProgress
from courses.services.completion import complete_if_done

# What a person did by mistake can be undone for a day.
UNDO_WITHIN: Final = dt.timedelta(hours=24)


def open_lesson(*, enrolment: Enrolment, lesson_key: str) -> Enrolment:
    """Note where the learner is, so that "continue" leads back here; no time is measured.

    Writes nothing when the lesson is the last opened one already or the enrolment is not active.
    """
    if enrolment.state != EnrolmentState.ACTIVE or enrolment.last_lesson_key == lesson_key:
        return enrolment
    with transaction.atomic():
        locked = _locked(enrolment)
        _refuse_unknown(locked, lesson_key)
        LessonProgress.objects.get_or_create(enrolment=locked, lesson_key=lesson_key)
        enrolment.last_lesson_key = locked.last_lesson_key = lesson_key
        locked.last_opened_at = timezone.now()
        locked.save(update_fields=["last_lesson_key", "last_opened_at"])
    return locked


def complete_lesson(*, enrolment: Enrolment, lesson_key: str) -> Enrolment:
    """Mark a lesson as done; the last missing piece completes the course.

    Doing it twice, or from two devices, is doing it once. Raises :class:`UnknownLesson` and, for a
    withdrawn enrolment, :class:`EnrolmentNotActive`.
    """
    with transaction.atomic():
        locked = _locked(enrolment)
        _refuse_unknown(locked, lesson_key)
        if locked.state == EnrolmentState.WITHDRAWN:
            raise EnrolmentNotActive(_("You left this course; start it again to go on."))
        row, _created = LessonProgress.objects.get_or_create(enrolment=locked, lesson_key=lesson_key)
        if row.completed_at is None:
            row.completed_at = timezone.now()
            row.save(update_fields=["completed_at"])
            complete_if_done(locked)
    return locked


def reopen_lesson(*, enrolment: Enrolment, lesson_key: str) -> Enrolment:
    """Take "done" back within a day; refused once the course is completed, since minutes were credited.

    Raises :class:`EnrolmentNotActive` or :class:`TooLateToReopen`; a lesson not done stays as it is.
    """
    with transaction.atomic():
        locked = _locked(enrolment)
        if locked.state != EnrolmentState.ACTIVE:
            raise EnrolmentNotActive(_("The course is completed; its lessons stay marked as done."))
        row = LessonProgress.objects.filter(enrolment=locked, lesson_key=lesson_key).first()
        if row and row.completed_at:
            if not can_reopen(locked, row):
                raise TooLateToReopen(_("Done can be taken back within 24 hours only."))
            row.completed_at = None
            row.save(update_fields=["completed_at"])
    return locked


def can_reopen(enrolment: Enrolment, row: LessonProgress) -> bool:
    """Whether "done" can still be taken back: the course is not completed, a day has not passed."""
    is_fresh = row.completed_at is not None and timezone.now() - row.completed_at <= UNDO_WITHIN
    return is_fresh and enrolment.state == EnrolmentState.ACTIVE


def _locked(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)


def _refuse_unknown(enrolment: Enrolment, lesson_key: str) -> None:
    if not enrolment.edition.lessons.filter(lesson_key=lesson_key).exists():
        raise UnknownLesson(_("This edition of the course has no such lesson."))
