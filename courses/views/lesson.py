"""One lesson: read, check oneself, mark as done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import type_of_user
from courses import services
from courses.exceptions import EnrolmentRefused
from courses.models import EditionLesson, Enrolment
from courses.permissions import can_enrol, own_enrolment, readable_edition
from courses.selfcheck import judge


@login_required
def lesson(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """The text, self-checks, what comes before and after, and "done"."""
    enrolment, row = _find(request.user, code, lesson_key)
    if enrolment:
        services.open_lesson(enrolment=enrolment, lesson_key=lesson_key)
    context = {
        **_neighbours(row),
        "code": code,
        "lesson": row,
        "edition": row.edition,
        "enrolment": enrolment,
        "progress": enrolment.progress if enrolment else None,
        "mark": _mark(enrolment, lesson_key),
        "just_done": _just_done(enrolment, request.GET.get("done", "")),
        "can_enrol": can_enrol(request.user),
        "selfcheck_url": reverse("courses:selfcheck", args=[code, lesson_key]),
    }
    return render(request, "courses/lesson.html", context)


@login_required
@require_POST
def complete_lesson(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """Mark as done and go on: to the next open lesson, or back to the course."""
    enrolment = _own(request.user, code)
    before = enrolment.state
    try:
        services.complete_lesson(enrolment=enrolment, lesson_key=lesson_key)
    except EnrolmentRefused as refused:
        messages.error(request, str(refused))
        return redirect("courses:course", code=code)
    after = own_enrolment(request.user, code) or enrolment
    if after.state != before:
        messages.success(request, _("The course is completed."))
    return _onward(after, code, lesson_key)


@login_required
@require_POST
def reopen_lesson(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """Take "done" back within a day."""
    try:
        services.reopen_lesson(enrolment=_own(request.user, code), lesson_key=lesson_key)
        messages.success(request, _("Taken back: this lesson is open again."))
    except EnrolmentRefused as refused:
        messages.error(request, str(refused))
    return redirect("courses:lesson", code=code, lesson_key=lesson_key)


@login_required
@require_POST
def selfcheck(request: HttpRequest, code: str, lesson_key: str) -> HttpResponse:
    """Answer one self-check; a fragment for htmx, a page of its own without script."""
    _enrolment, row = _find(request.user, code, lesson_key)
    block = next((child for child in row.body if child.id == request.POST.get("question")), None)
    if block is None or block.block_type != "selfcheck":
        raise Http404
    context = {
        "code": code,
        "lesson": row,
        "edition": row.edition,
        "value": block.value,
        "block_id": block.id,
        "selfcheck_url": request.path,
        "verdict": judge(block.value, request.POST.getlist("answer")),
    }
    # htmx is put on the request by its middleware.
    is_partial = bool(getattr(request, "htmx", False))
    template = "courses/blocks/selfcheck.html" if is_partial else "courses/selfcheck.html"
    return render(request, template, context)


def _find(user: type_of_user, code: str, lesson_key: str) -> tuple[Enrolment | None, EditionLesson]:
    enrolment = own_enrolment(user, code)
    edition = readable_edition(user, code, enrolment)
    row = edition.lessons.filter(lesson_key=lesson_key).first() if edition else None
    if row is None or edition is None:
        raise Http404
    row.edition = edition
    return enrolment, row


def _own(user: type_of_user, code: str) -> Enrolment:
    enrolment = own_enrolment(user, code)
    if enrolment is None:
        raise PermissionDenied(_("Start the course first."))
    return enrolment


def _neighbours(row: EditionLesson) -> dict[str, Any]:
    rows = list(row.edition.lessons.defer("body"))
    place = [other.lesson_key for other in rows].index(row.lesson_key)
    return {
        "lessons": rows,
        "position": place + 1,
        "previous": rows[place - 1] if place else None,
        "following": rows[place + 1] if place + 1 < len(rows) else None,
    }


def _mark(enrolment: Enrolment | None, lesson_key: str) -> dict[str, Any]:
    """When the lesson was marked as done, and whether that can still be taken back."""
    rows = enrolment.lesson_progress.all() if enrolment else []
    row = next((row for row in rows if row.lesson_key == lesson_key and row.completed_at), None)
    return {
        "done_at": row.completed_at if row else None,
        "can_undo": bool(row and enrolment and services.can_reopen(enrolment, row)),
    }


def _just_done(enrolment: Enrolment | None, lesson_key: str) -> EditionLesson | None:
    if enrolment is None or not _mark(enrolment, lesson_key)["can_undo"]:
        return None
    return next((row for row in enrolment.edition.lessons.all() if row.lesson_key == lesson_key), None)


def _onward(enrolment: Enrolment, code: str, done_key: str) -> HttpResponseRedirect:
    keys = [row.lesson_key for row in enrolment.edition.lessons.all()]
    done = {row.lesson_key for row in enrolment.lesson_progress.all() if row.completed_at}
    place = keys.index(done_key) if done_key in keys else -1
    upcoming = next((key for key in [*keys[place + 1 :], *keys] if key not in done), None)
    if upcoming is None:
        return redirect("courses:course", code=code)
    return redirect(f"{reverse('courses:lesson', args=[code, upcoming])}?done={done_key}")
