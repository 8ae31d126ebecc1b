"""A course's quiz, and what passing it does to the course."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import (
    Attempt,
    Blueprint,
    BlueprintSection,
    CourseQuiz,
    Exam,
    ExamKind,
    ItemBank,
    ScoringScheme,
)
from courses.models import EditionRequirement, Enrolment
from courses.services import meet_requirement, require
from courses.services.requirements import RequirementLink

REQUIREMENT = "quiz"
# Full scores in half points, as in the state exam: single 1 point, multiple 2 points.
POINTS = {"single": 2, "multiple": 4}


def set_up_quiz(
    *, bank: ItemBank, title: str, types: Sequence[str], minutes: int, pass_percent: int
) -> CourseQuiz:
    """Make the bank's items the quiz of its course, and ask for it from the next release on.

    Safe to call twice. The paper holds every item; retaking is unlimited.
    """
    code = bank.course_code
    with transaction.atomic():
        exam, _created = Exam.objects.update_or_create(
            code=f"QUIZ-{code}",
            defaults={
                "kind": ExamKind.QUIZ,
                "title": title,
                "bank": bank,
                "blueprint": _quiz_blueprint(types),
                "minutes": minutes,
                "pass_percent": pass_percent,
                "course_code": code,
            },
        )
        quiz, _created = CourseQuiz.objects.update_or_create(course_code=code, defaults={"exam": exam})
        require(course_code=code, kind=REQUIREMENT, key=code, title=title)
    return quiz


def _quiz_blueprint(types: Sequence[str]) -> Blueprint:
    """Return the plan with these numbers; plans are shared and never changed."""
    counts = Counter(types)
    code = "quiz-" + "-".join(f"{counts[kind]}{kind}" for kind in POINTS if counts[kind])
    blueprint, created = Blueprint.objects.get_or_create(
        code=code,
        defaults={
            "title": "课程测验",
            "scheme": ScoringScheme.objects.get(code="state-exam"),
            "minutes": 30,
            "valid_from": dt.date(2026, 1, 1),
        },
    )
    if created:
        kinds = [kind for kind in POINTS if counts[kind]]
        BlueprintSection.objects.bulk_create(
            BlueprintSection(
                blueprint=blueprint,
                position=position,
                item_type=kind,
                count=counts[kind],
                half_points_each=POINTS[kind],
            )
            for position, kind in enumerate(kinds, start=1)
        )
    return blueprint


def meet_by_passing(attempt: Attempt) -> None:
    """Tell the course that its quiz is passed; nothing happens for other exams and failed attempts."""
    if attempt.passed and attempt.exam.kind == ExamKind.QUIZ and attempt.submitted_at:
        meet_requirement(
            person=attempt.person,
            kind=REQUIREMENT,
            key=attempt.exam.course_code,
            met_at=attempt.submitted_at,
        )


def quiz_link(enrolment: Enrolment, requirement: EditionRequirement) -> RequirementLink:
    """Show the quiz on the course page: where it is, and how far one is."""
    exam = Exam.objects.filter(course_quiz__course_code=requirement.key).first()
    if exam is None:
        return {"url": "", "label": requirement.title, "state": ""}
    mine = Attempt.objects.filter(exam=exam, person_id=enrolment.person_id)
    states = set(mine.values_list("state", "passed"))
    if any(passed for _state, passed in states):
        state = _("passed")
    elif any(one == "open" for one, _passed in states):
        state = _("under way")
    else:
        state = _("not passed yet") if states else ""
    url = reverse("assessments:exam", kwargs={"public_id": exam.public_id})
    return {"url": url, "label": requirement.title, "state": state}
