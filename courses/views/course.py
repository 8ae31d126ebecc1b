"""One course: what it holds, how it is completed, and the one thing to do next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import type_of_user
from courses import services
from courses.exceptions import EnrolmentRefused
from courses.models import CourseEdition, CoursePage, Enrolment
from courses.permissions import (
    can_enrol,
    learner_of,
    own_enrolment,
    readable_edition,
    visible_courses,
)
from credits.models import CreditEntry


def course(request: HttpRequest, code: str) -> HttpResponse:
    """Outline, rule of completion, progress, one primary action."""
    enrolment = own_enrolment(request.user, code)
    edition = readable_edition(request.user, code, enrolment)
    page = _page(request.user, code)
    if page is None and enrolment is None:
        raise Http404
    context = {
        "code": code,
        "page": page,
        "edition": edition,
        "facts": edition or page,
        "enrolment": enrolment,
        "progress": enrolment.progress if enrolment else None,
        "can_enrol": can_enrol(request.user),
        **_plan(edition, enrolment),
        **_afterwards(request.user, code, edition, enrolment),
    }
    return render(request, "courses/course.html", context)


@login_required
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Start a course (POST) and go to the lesson that comes next; a GET leads to the course."""
    if request.method != "POST":
        return redirect("courses:course", code=code)
    person = learner_of(request.user)
    page: CoursePage = get_object_or_404(visible_courses(request.user), code=code)
    edition = CourseEdition.objects.current().filter(course_page=page).first()
    if person is None:
        raise PermissionDenied(_("Only people on the roster learn here."))
    if edition is None:
        messages.info(request, _("This course is in preparation; it cannot be started yet."))
        return redirect("courses:course", code=code)
    try:
        enrolment = services.enrol(person=person, edition=edition)
    except EnrolmentRefused as refused:
        messages.error(request, str(refused))
        return redirect("courses:course", code=code)
    upcoming = Enrolment.objects.with_progress().get(pk=enrolment.pk).progress.next_lesson
    if upcoming is None:
        return redirect("courses:course", code=code)
    return redirect("courses:lesson", code=code, lesson_key=upcoming.lesson_key)


def _page(user: type_of_user, code: str) -> CoursePage | None:
    page: CoursePage | None = visible_courses(user).with_words().filter(code=code).first()
    return page


def _plan(edition: CourseEdition | None, enrolment: Enrolment | None) -> dict[str, Any]:
    """The lessons with their state, and what the course asks besides."""
    if edition is None:
        return {"lessons": [], "requirements": [], "required_count": 0}
    done = (
        {row.lesson_key for row in enrolment.lesson_progress.all() if row.completed_at}
        if enrolment
        else set()
    )
    lessons = [{"row": row, "is_done": row.lesson_key in done} for row in edition.lessons.defer("body")]
    rows = list(edition.requirements.all())
    missing = enrolment.progress.missing_requirements if enrolment else rows
    requirements = [
        {
            "row": row,
            "is_met": row not in missing,
            "link": services.render_requirement(enrolment, row) if enrolment else None,
        }
        for row in rows
    ]
    return {
        "lessons": lessons,
        "requirements": requirements,
        "required_count": edition.lessons.filter(required=True).count(),
        "requirement_words": "".join(f"“{row.title}”" for row in rows),
        "rest_minutes": edition.credited_minutes - edition.online_minutes,
    }


def _afterwards(
    user: type_of_user, code: str, edition: CourseEdition | None, enrolment: Enrolment | None
) -> dict[str, Any]:
    """The line of the ledger that completion wrote, and a newer edition if there is one."""
    if enrolment is None:
        return {}
    entries = CreditEntry.objects.for_person(enrolment.person).standing().from_source("course", code)
    newer = None
    if edition and not edition.is_current:
        newer = CourseEdition.objects.current().filter(course_code=code).first()
    return {
        "credit": entries.order_by("-occurred_on").first(),
        "newer": newer,
        "awards": services.render_awards(enrolment) if enrolment.completed_at else [],
    }
