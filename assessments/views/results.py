"""After the exam: the score, where it was lost, and why."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assessments.models import Attempt, AttemptItem
from assessments.permissions import can_see_answers, can_start_attempt, visible_attempts
from assessments.scoring import Verdict, verdict
from assessments.services import expire_if_overdue
from assessments.standing import Mark, by_point, points_to_pass, surplus
from assessments.views.answering import shown_options


@dataclass(frozen=True)
class ReviewedOption:
    """One option after release: as shown, whether chosen and right, and the word on it."""

    letter: str
    text: str
    chosen: bool
    right: bool
    why: str


@dataclass(frozen=True)
class Reviewed:
    """One question after release."""

    question: AttemptItem
    word: Verdict
    options: list[ReviewedOption]

    @property
    def temptations(self) -> list[ReviewedOption]:
        """Wrong options that were chosen: first why one easily chooses them."""
        return [option for option in self.options if option.chosen and not option.right and option.why]

    @property
    def missed(self) -> list[ReviewedOption]:
        """Right options that were not chosen."""
        return [option for option in self.options if option.right and not option.chosen]


@login_required
def result(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The result of one's own attempt; answers as the release policy says."""
    mine = visible_attempts(request.user).select_related("exam", "person")
    attempt = expire_if_overdue(attempt=get_object_or_404(mine, public_id=public_id))
    if attempt.is_open:
        return redirect("assessments:attempt", public_id=public_id)
    questions = list(
        attempt.items.select_related("item_version__knowledge_point__parent__parent").order_by("position")
    )
    released = can_see_answers(request.user, attempt)
    reviewed = [review(question) for question in questions] if released else []
    show_all = request.GET.get("show") == "all"
    context = {
        "attempt": attempt,
        "points": by_point(_marks(questions)),
        "percent": (attempt.score_half_points or 0) * 100 // max(1, attempt.max_half_points),
        "missing": points_to_pass(**_line(attempt)),
        "surplus": surplus(**_line(attempt)),
        "released": released,
        "reviewed": [one for one in reviewed if show_all or one.word != "right"],
        "show_all": show_all,
        "not_right": sum(one.word != "right" for one in reviewed),
        "total": len(questions),
        "unanswered": sum(not question.response for question in questions),
        "study_url": _study_url(attempt),
        "can_start": can_start_attempt(request.user, attempt.exam),
    }
    return render(request, "assessments/attempt_result.html", context)


def review(question: AttemptItem) -> Reviewed:
    """Return a question with its key, for an attempt whose answers are released."""
    version = question.item_version
    options = [
        ReviewedOption(
            letter=option["letter"],
            text=option["text"],
            chosen=option["key"] in question.response,
            right=option["key"] in version.key,
            why=version.whys.get(option["key"], ""),
        )
        for option in shown_options(question)
    ]
    points = question.half_points or 0
    word = verdict(response=question.response, half_points=points, full=question.max_half_points)
    return Reviewed(question, word, options)


def _marks(questions: list[AttemptItem]) -> list[Mark]:
    marks = []
    for question in questions:
        point = question.item_version.knowledge_point
        if point:
            chapter = point.chapter
            marks.append(
                Mark(chapter.code, chapter.title, question.half_points or 0, question.max_half_points)
            )
    return marks


def _line(attempt: Attempt) -> dict[str, int]:
    return {
        "score": attempt.score_half_points or 0,
        "full": attempt.max_half_points,
        "pass_percent": attempt.pass_percent,
    }


def _study_url(attempt: Attempt) -> str:
    """Where to study next: the course of a quiz, else the courses that prepare for the certificate."""
    code = attempt.exam.course_code
    if code:
        return reverse("courses:course", kwargs={"code": code})
    return f"{reverse('courses:catalogue')}?programme=certification_prep"
