"""During the exam: one question a page, the answer sheet, handing in. No key leaves the server here."""

from __future__ import annotations

import uuid
from typing import Any, TypedDict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.deadlines import seconds_left
from assessments.exceptions import AnswerRefused, AttemptClosed, StaleAnswer, UnknownQuestion
from assessments.models import Attempt, AttemptItem
from assessments.permissions import person_of, visible_attempts
from assessments.services import expire_if_overdue, flag_question, save_answer, submit_attempt
from assessments.views.words import script_words

LETTERS = "ABCDE"


class Option(TypedDict):
    """An option as shown: its letter on this paper, the letter that is stored, its words."""

    letter: str
    key: str
    text: str


def _own_attempt(request: HttpRequest, public_id: uuid.UUID) -> Attempt:
    mine = visible_attempts(request.user).select_related("exam", "scheme")
    attempt: Attempt = get_object_or_404(mine, public_id=public_id)
    return expire_if_overdue(attempt=attempt)


def shown_options(question: AttemptItem) -> list[Option]:
    """Return the options in this attempt's order, lettered anew; neither key nor words on them."""
    texts = {option["key"]: option["text"] for option in question.item_version.options}
    return [
        {"letter": letter, "key": key, "text": texts[key]}
        for letter, key in zip(LETTERS, question.option_order, strict=False)
    ]


def _marks(attempt: Attempt) -> list[AttemptItem]:
    """Return position, answer and flag of every question, without its words."""
    return list(attempt.items.only("attempt_id", "position", "response", "flagged").order_by("position"))


def _clock(attempt: Attempt) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "seconds_left": seconds_left(deadline_at=attempt.deadline_at, now=timezone.now()),
    }


@never_cache
@login_required
def attempt_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One question; without ``q`` the first one that has no answer."""
    attempt = _own_attempt(request, public_id)
    if not attempt.is_open:
        return redirect("assessments:result", public_id=attempt.public_id)
    return _question_page(request, attempt, request.GET.get("q", ""))


def _question_page(
    request: HttpRequest, attempt: Attempt, wanted: str, status: int = 200, notice: str = ""
) -> HttpResponse:
    marks = _marks(attempt)
    position = int(wanted) if wanted.isdecimal() and 1 <= int(wanted) <= len(marks) else _first_empty(marks)
    question = attempt.items.select_related("item_version").get(position=position)
    context = {
        "question": question,
        "options": shown_options(question),
        "total": len(marks),
        "answered": sum(bool(mark.response) for mark in marks),
        "next_sequence": question.sequence + 1,
        "partial_each": attempt.scheme.rules[question.item_version.type]["partial_each"],
        "notice": notice,
        "words": script_words(),
        **_clock(attempt),
    }
    return render(request, "assessments/attempt_detail.html", context, status=status)


def _first_empty(marks: list[AttemptItem]) -> int:
    return next((mark.position for mark in marks if not mark.response), 1)


@never_cache
@login_required
def paper(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Serve the whole paper as JSON, so that a browser goes on without a network; no key, no explanation."""
    attempt = _own_attempt(request, public_id)
    if not attempt.is_open:
        return _closed(attempt.public_id)
    questions = attempt.items.select_related("item_version").order_by("position")
    body = [
        {
            "position": question.position,
            "type": question.item_version.type,
            "points": question.max_half_points / 2,
            "partial": attempt.scheme.rules[question.item_version.type]["partial_each"] / 2,
            "stem": question.item_version.stem,
            "options": shown_options(question),
            "response": question.response,
            "sequence": question.sequence,
            "flagged": question.flagged,
        }
        for question in questions
    ]
    left = seconds_left(deadline_at=attempt.deadline_at, now=timezone.now())
    return JsonResponse({"questions": body, "left": left})


@never_cache
@require_POST
def save(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Keep one answer. A script gets JSON with a status that says what happened; a form gets a page.

    200 saved; 401 signed out; 404 no such question; 409 a newer answer is kept (it comes along);
    410 closed; 503 busy, try again. Never a 200 for anything but a kept answer.
    """
    person_id = person_of(request.user)
    scripted = "application/json" in request.headers.get("Accept", "")
    if not request.user.is_authenticated:
        return _refusal(401, "signed_out") if scripted else _to_the_door(public_id, request)
    try:
        return _save(request, public_id, person_id or 0, scripted)
    except OperationalError:
        # SQLite's write lock or PostgreSQL's connections are exhausted: nothing was kept, say so.
        response = _refusal(503, "busy")
        response["Retry-After"] = "2"
        return response


def _save(request: HttpRequest, public_id: uuid.UUID, person_id: int, scripted: bool) -> HttpResponse:
    position = request.POST.get("position", "")
    if scripted and "flagged" in request.POST:
        return _flag(request, public_id, _number(position))
    if not scripted and request.POST.get("sequence") == "1" and "response" not in request.POST:
        # Leafing on without an answer is no answer.
        return _onwards(request, public_id, _number(position))
    try:
        saved = save_answer(
            attempt_id=public_id,
            person_id=person_id,
            position=_number(position),
            response=request.POST.getlist("response"),
            sequence=_number(request.POST.get("sequence", "")),
        )
    except AnswerRefused as refusal:
        if scripted:
            return _explain_to_script(refusal, public_id)
        return _explain_to_form(request, refusal, public_id, position)
    if not scripted:
        return _onwards(request, public_id, saved.position)
    at = timezone.localtime(saved.saved_at).strftime("%H:%M")
    return JsonResponse({"position": saved.position, "sequence": saved.sequence, "saved_at": at})


def _flag(request: HttpRequest, public_id: uuid.UUID, position: int) -> HttpResponse:
    attempt = _own_attempt(request, public_id)
    if not attempt.is_open:
        return _closed(public_id)
    flagged = request.POST["flagged"] == "true"
    flag_question(attempt=attempt, position=position, flagged=flagged)
    return JsonResponse({"position": position, "flagged": flagged})


def _number(text: str) -> int:
    """Return a number from the browser, -1 for anything else (no question has it)."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _refusal(status: int, code: str, **more: object) -> JsonResponse:
    return JsonResponse({"code": code, **more}, status=status)


def _closed(public_id: uuid.UUID) -> JsonResponse:
    return _refusal(410, AttemptClosed.code, url=reverse("assessments:result", args=[public_id]))


def _explain_to_script(refusal: AnswerRefused, public_id: uuid.UUID) -> HttpResponse:
    if isinstance(refusal, StaleAnswer):
        at = timezone.localtime(refusal.saved_at).strftime("%H:%M") if refusal.saved_at else ""
        return _refusal(409, refusal.code, response=refusal.response, sequence=refusal.sequence, saved_at=at)
    return _closed(public_id) if isinstance(refusal, AttemptClosed) else _refusal(404, refusal.code)


def _explain_to_form(
    request: HttpRequest, refusal: AnswerRefused, public_id: uuid.UUID, position: str
) -> HttpResponse:
    attempt = _own_attempt(request, public_id)
    if isinstance(refusal, UnknownQuestion):
        return _question_page(request, attempt, position, 404, _("That is no answer to this question."))
    if isinstance(refusal, StaleAnswer):
        notice = _("A newer answer to this question was saved elsewhere; it is shown here.")
        return _question_page(request, attempt, position, 409, notice)
    messages.warning(request, _("Time is up. What was saved before is handed in."))
    return redirect("assessments:result", public_id=public_id)


def _to_the_door(public_id: uuid.UUID, request: HttpRequest) -> HttpResponse:
    position = _number(request.POST.get("position", ""))
    return redirect_to_login(f"{reverse('assessments:attempt', args=[public_id])}?q={position}")


def _onwards(request: HttpRequest, public_id: uuid.UUID, position: int) -> HttpResponse:
    """Follow the pressed button of the form that works without script."""
    go = request.POST.get("go", "next")
    attempt = get_object_or_404(visible_attempts(request.user), public_id=public_id)
    if go in {"flag", "unflag"}:
        flag_question(attempt=attempt, position=position, flagged=go == "flag")
    if go == "sheet" or (go == "next" and position >= attempt.items.count()):
        return redirect("assessments:sheet", public_id=public_id)
    step = {"next": 1, "previous": -1}.get(go, 0)
    return redirect(f"{reverse('assessments:attempt', args=[public_id])}?q={max(1, position + step)}")


@never_cache
@login_required
def sheet(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The answer sheet: what is answered, what is not, what one wants to look at again."""
    attempt = _own_attempt(request, public_id)
    if not attempt.is_open:
        return redirect("assessments:result", public_id=public_id)
    marks = _marks(attempt)
    context = {"marks": marks, "answered": sum(bool(mark.response) for mark in marks), **_clock(attempt)}
    return render(request, "assessments/attempt_sheet.html", context)


@never_cache
@login_required
def submit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask once more, naming what has no answer; then hand in. Handing in twice changes nothing."""
    attempt = _own_attempt(request, public_id)
    if request.method == "POST":
        submit_attempt(attempt=attempt)
    if request.method == "POST" or not attempt.is_open:
        return redirect("assessments:result", public_id=public_id)
    marks = _marks(attempt)
    context = {
        "empty": [mark for mark in marks if not mark.response],
        "flagged": [mark for mark in marks if mark.flagged],
        "total": len(marks),
        "words": script_words(),
        **_clock(attempt),
    }
    return render(request, "assessments/attempt_submit.html", context)
