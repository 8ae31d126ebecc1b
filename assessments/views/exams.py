"""Before the exam: what there is to sit, the rules, the start."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import User
from assessments.exceptions import StartRefused
from assessments.models import Attempt, Exam
from assessments.permissions import can_start_attempt, visible_attempts, visible_exams
from assessments.services import expire_if_overdue, start_attempt

# What the list shows of one's history; the rest is on each exam's own page.
HISTORY = 20


@login_required
def exam_list(request: HttpRequest) -> HttpResponse:
    """What I can sit, what is under way, how it went before."""
    attempts = [
        expire_if_overdue(attempt=one) for one in visible_attempts(request.user).select_related("exam")[:200]
    ]
    exams = list(
        visible_exams(request.user).select_related("blueprint").prefetch_related("blueprint__sections")
    )
    return render(
        request,
        "assessments/exam_list.html",
        {
            "under_way": [one for one in attempts if one.is_open],
            "mock_exams": _with_last(exams, attempts, "mock"),
            "quizzes": _with_last(exams, attempts, "quiz"),
            "history": [one for one in attempts if not one.is_open][:HISTORY],
        },
    )


def _with_last(exams: list[Exam], attempts: list[Attempt], kind: str) -> list[tuple[Exam, Attempt | None]]:
    last: dict[int, Attempt] = {}
    for attempt in attempts:
        if not attempt.is_open:
            last.setdefault(attempt.exam_id, attempt)
    return [(exam, last.get(exam.pk)) for exam in exams if exam.kind == kind]


@login_required
def exam_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The rules before the start, and one's own history of this exam."""
    exams = visible_exams(request.user).select_related("blueprint__scheme", "bank")
    exam = get_object_or_404(exams, public_id=public_id)
    mine = visible_attempts(request.user).filter(exam=exam).select_related("exam")
    attempts = [expire_if_overdue(attempt=one) for one in mine[:HISTORY]]
    sections = list(exam.blueprint.sections.order_by("position"))
    return render(
        request,
        "assessments/exam_detail.html",
        {
            "exam": exam,
            "sections": sections,
            "question_count": sum(section.count for section in sections),
            "full": sum(section.count * section.half_points_each for section in sections),
            "under_way": next((one for one in attempts if one.is_open), None),
            "history": [one for one in attempts if not one.is_open],
            "can_start": can_start_attempt(request.user, exam),
        },
    )


@login_required
@require_POST
def start(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Start, or go on where one was."""
    exam = get_object_or_404(visible_exams(request.user).select_related("blueprint"), public_id=public_id)
    user = request.user
    if not isinstance(user, User) or user.person is None or not can_start_attempt(user, exam):
        raise PermissionDenied
    try:
        attempt = start_attempt(person=user.person, exam=exam)
    except StartRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("assessments:exam", public_id=exam.public_id)
    return redirect("assessments:attempt", public_id=attempt.public_id)
