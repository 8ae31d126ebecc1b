"""What a learner meets first: the open exam before the lesson begun, before a course to choose."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from assessments.models import Attempt
from certificates.models import ExternalQualification
from courses.models import CourseEdition, Enrolment
from portal.services.parts import LearnerHome, Line, Step, part_of_day

# Rows of one kind on the home page; the rest is one tap away.
_SHOWN = 3
# What one can do in an evening; a longer lesson is offered in its first ten minutes.
_TEN_MINUTES = 10

_TAGS = {
    "more_needed": "warn",
    "submitted": "wait",
    "street_reviewed": "wait",
    "doubted": "warn",
    "verified": "good",
}


def learner_home(*, person: Person, now: dt.datetime) -> LearnerHome:
    """Compose the page of one person at a local time; the number of queries does not grow with rows."""
    enrolments = list(
        Enrolment.objects.for_person(person).active().last_opened_first().with_progress()[: _SHOWN + 1]
    )
    registrations = list(ExternalQualification.objects.live().filter(person=person)[:_SHOWN])
    attempts = list(
        Attempt.objects.filter(person=person, state="open", deadline_at__gt=now).select_related("exam")[:1]
    )
    offered = [] if enrolments else _not_begun(person)
    steps = [
        *(_attempt_step(attempt, now) for attempt in attempts),
        *(_mend_step(row) for row in registrations if row.state == "more_needed"),
        *(_lesson_step(row, now) for row in enrolments[:1]),
        *(_course_step(edition, now) for edition in offered[:1]),
    ]
    step = steps[0] if steps else _waiting_step()
    # The course begun moves from the card into a row when something more urgent took the card.
    begun = enrolments if len(steps) > 1 else enrolments[1:]
    lines = [
        *(_enrolment_line(row) for row in begun[:_SHOWN]),
        *(_qualification_line(row) for row in registrations),
        *(_course_line(edition) for edition in offered[1 : 1 + _SHOWN]),
    ]
    if not registrations:
        lines.append(_register_line())
    return LearnerHome(step, lines)


def _not_begun(person: Person) -> list[CourseEdition]:
    known = Enrolment.objects.for_person(person).not_withdrawn().values("course_code")
    rows = CourseEdition.objects.current().exclude(course_code__in=known)
    return list(rows.order_by("course_code")[: _SHOWN + 1])


def _attempt_step(attempt: Attempt, now: dt.datetime) -> Step:
    minutes = max(1, int((attempt.deadline_at - now).total_seconds() // 60))
    return Step(
        sentence=_("Your exam is still running: go on answering"),
        eyebrow=ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes},
        title=attempt.exam.title,
        text=_("Every answer that says saved is kept, on this device or another."),
        url=reverse("assessments:attempt", kwargs={"public_id": attempt.public_id}),
        action=_("Go on answering"),
    )


def _mend_step(row: ExternalQualification) -> Step:
    return Step(
        sentence=_("One thing is missing from your qualification"),
        eyebrow=_("Sent back"),
        title=row.get_level_display(),
        text=_("It says what is missing; nothing has to be typed twice."),
        url=reverse("certificates:qualification_edit", kwargs={"public_id": row.public_id}),
        action=_("Add what is missing"),
    )


def _lesson_step(enrolment: Enrolment, now: dt.datetime) -> Step:
    progress, edition = enrolment.progress, enrolment.edition
    lesson = progress.next_lesson
    if lesson is None:
        return _last_part_step(enrolment)
    minutes = min(lesson.minutes, _TEN_MINUTES)
    return Step(
        sentence=_("%(when)s, %(minutes)s minutes: go on with lesson %(number)s")
        % {"when": part_of_day(now), "minutes": minutes, "number": progress.next_position},
        eyebrow=_("%(course)s · lesson %(number)s, about %(minutes)s minutes")
        % {"course": edition.title, "number": progress.next_position, "minutes": lesson.minutes},
        title=lesson.title,
        text=_what_remains(enrolment),
        url=reverse(
            "courses:lesson", kwargs={"code": enrolment.course_code, "lesson_key": lesson.lesson_key}
        ),
        action=_("Continue learning") if enrolment.last_lesson_key else _("Begin"),
    )


def _last_part_step(enrolment: Enrolment) -> Step:
    missing = enrolment.progress.missing_requirements
    return Step(
        sentence=_("All lessons are done: one step to the certificate"),
        eyebrow=enrolment.edition.title,
        title=missing[0].title if missing else enrolment.edition.title,
        text=_what_remains(enrolment),
        url=reverse("courses:course", kwargs={"code": enrolment.course_code}),
        action=_("Take the last step"),
    )


def _what_remains(enrolment: Enrolment) -> str:
    left, minutes = enrolment.progress.lessons_missing, enrolment.edition.online_minutes
    if not left:
        return _("The course then counts %(minutes)s minutes.") % {"minutes": minutes}
    words = ngettext(
        "%(count)s lesson left; the course then counts %(minutes)s minutes.",
        "%(count)s lessons left; the course then counts %(minutes)s minutes.",
        left,
    )
    return words % {"count": left, "minutes": minutes}


def _course_step(edition: CourseEdition, now: dt.datetime) -> Step:
    return Step(
        sentence=_("%(when)s, ten minutes: begin with one lesson") % {"when": part_of_day(now)},
        eyebrow=_("A good first course"),
        title=edition.title,
        text=edition.summary,
        url=reverse("courses:course", kwargs={"code": edition.course_code}),
        action=_("Look at the course"),
    )


def _waiting_step() -> Step:
    return Step(
        sentence=_("Everything is done; well learned"),
        eyebrow=_("Nothing is open"),
        title=_("Look around for something new"),
        text=_("Courses that are being prepared stand in the catalogue as well."),
        url=reverse("courses:catalogue"),
        action=_("To the courses"),
    )


def _enrolment_line(enrolment: Enrolment) -> Line:
    progress = enrolment.progress
    return Line(
        title=enrolment.edition.title,
        note=_("%(done)s of %(total)s lessons, about %(minutes)s minutes left")
        % {"done": progress.done, "total": progress.total, "minutes": progress.minutes_left},
        url=reverse("courses:course", kwargs={"code": enrolment.course_code}),
    )


def _qualification_line(row: ExternalQualification) -> Line:
    return Line(
        title=row.get_level_display(),
        note=_("Issued on %(day)s") % {"day": row.issued_on.isoformat()},
        url=reverse("certificates:mine"),
        words=row.get_state_display(),
        kind=_TAGS.get(row.state, ""),
    )


def _course_line(edition: CourseEdition) -> Line:
    return Line(
        title=edition.title,
        note=edition.summary,
        url=reverse("courses:course", kwargs={"code": edition.course_code}),
    )


def _register_line() -> Line:
    return Line(
        title=_("Do you hold the state's qualification?"),
        note=_("Enter its number once; your street-town verifies it."),
        url=reverse("certificates:qualification_new"),
    )
