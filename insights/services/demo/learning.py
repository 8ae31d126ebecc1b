"""Courses, items and some learning in the demo district, through the services that learners use."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from accounts.models import Person
from assessments.models import Attempt, CourseQuiz, Exam
from assessments.services import load_items, save_response, start_attempt, submit_attempt
from courses.models import CourseEdition, Enrolment
from courses.services import complete_lesson, enrol, load_curriculum, open_lesson
from insights.demo_people import SEED
from insights.exceptions import DemoRefused

if TYPE_CHECKING:
    from insights.demo_people import DemoDistrict
    from insights.services.demo.people import LoadedPeople

# Of every so many people one has begun to learn.
ONE_IN = 40
MOCKS = 4


def load_content(content: Path) -> None:
    """Load the courses, then the items and quizzes onto them."""
    report = load_curriculum(path=content)
    if report.faults:
        raise DemoRefused("；".join(str(fault) for fault in report.faults))
    load_items(path=content)


def load_learning(plan: DemoDistrict, loaded: LoadedPeople, *, learner: Person) -> None:
    """Let some people learn: the shown learner has a finished course and one half done."""
    random = Random(SEED)  # noqa: S311 (a seeded specimen, no secret)
    editions = list(CourseEdition.objects.current().order_by("course_code"))
    if not editions:
        return
    specimens = [specimen for specimen in plan.counted if not specimen.certificates][::ONE_IN]
    people = [loaded.people[specimen.number] for specimen in specimens]
    for place, person in enumerate(people):
        if person != learner:
            _learn(person, editions[place % len(editions)], share=random.random(), random=random)
    _learn(learner, editions[-1], share=1, random=random)
    if len(editions) > 1:
        _learn(learner, editions[0], share=0.4, random=random)
    mock = Exam.objects.published().mock().first()
    if mock is not None:
        for person in [learner, *people[:MOCKS]]:
            _sit(start_attempt(person=person, exam=mock, seed=random.getrandbits(60)), 0.68, random)


def _learn(person: Person, edition: CourseEdition, *, share: float, random: Random) -> Enrolment:
    """Do the first lessons of a course; who does nearly all of them passes the quiz as well."""
    enrolment = enrol(person=person, edition=edition)
    lessons = list(edition.lessons.order_by("position"))
    done = len(lessons) if share > 0.8 else int(len(lessons) * share)
    for lesson in lessons[:done]:
        enrolment = open_lesson(enrolment=enrolment, lesson_key=lesson.lesson_key)
        enrolment = complete_lesson(enrolment=enrolment, lesson_key=lesson.lesson_key)
    quiz = CourseQuiz.objects.filter(course_code=edition.course_code).select_related("exam").first()
    if done == len(lessons) and quiz is not None:
        _sit(start_attempt(person=person, exam=quiz.exam, seed=random.getrandbits(60)), 1.0, random)
    elif done < len(lessons):
        enrolment = open_lesson(enrolment=enrolment, lesson_key=lessons[done].lesson_key)
    return enrolment


def _sit(attempt: Attempt, knowing: float, random: Random) -> None:
    """Answer each question, right with the given chance, and hand in."""
    for question in attempt.items.select_related("item_version").order_by("position"):
        right = list(question.item_version.key)
        wrong = next(letter for letter in question.option_order if letter not in right)
        response = right if random.random() < knowing else [wrong]
        save_response(attempt=attempt, position=question.position, response=response, sequence=1)
    submit_attempt(attempt=attempt)
