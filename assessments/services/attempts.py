"""Starting: one open attempt, a paper of its own."""

from __future__ import annotations

import random
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from assessments import scoring
from assessments.deadlines import deadline
from assessments.drawing import Candidate, draw, shuffled
from assessments.exceptions import AttemptLimitReached, ExamNotOpen, NotEnoughItems
from assessments.models import Attempt, AttemptItem, BlueprintSection, Exam, ItemType, ItemVersion
from assessments.services.submission import close

# A question of a paper to be: the version and its full score in half points.
Question = tuple[ItemVersion, int]


def start_attempt(*, person: Person, exam: Exam, seed: int | None = None) -> Attempt:
    """Start, or go on with the open attempt; safe to call twice and from two devices.

    The paper is drawn from the bank by the blueprint, items least seen by the person first;
    ``seed`` makes it repeatable (tests, a dispute). Raises :class:`ExamNotOpen`,
    :class:`AttemptLimitReached` or :class:`NotEnoughItems`.
    """
    with transaction.atomic():
        # One's own row, so that two starts of one person wait for one another and nobody else does.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        mine = Attempt.objects.for_person(person).filter(exam=exam)
        existing = mine.open().first()
        now = timezone.now()
        if existing and existing.deadline_at > now:
            return existing
        if existing:
            close(existing.pk, at=existing.deadline_at)
        taken = mine.count()
        _refuse_unless_open(exam, taken)
        attempt = _new_attempt(person, exam, taken + 1, seed)
    return attempt


def _refuse_unless_open(exam: Exam, taken: int) -> None:
    now = timezone.now()
    if not exam.is_published or (exam.opens_at and now < exam.opens_at):
        raise ExamNotOpen(_("This exam is not open yet."))
    if exam.closes_at and now >= exam.closes_at:
        raise ExamNotOpen(_("This exam has closed."))
    if exam.attempt_limit is not None and taken >= exam.attempt_limit:
        raise AttemptLimitReached(_("All attempts that this exam allows are used."))


def _new_attempt(person: Person, exam: Exam, number: int, seed: int | None) -> Attempt:
    seed = secrets.randbits(62) if seed is None else seed
    rng = random.Random(seed)  # noqa: S311 (a paper must be repeatable; the seed itself is secret)
    sections = list(exam.blueprint.sections.order_by("position"))
    questions = _draw_paper(person, exam, sections, rng)
    now = timezone.now()
    attempt = Attempt.objects.create(
        exam=exam,
        person=person,
        scheme_id=exam.blueprint.scheme_id,
        number=number,
        seed=seed,
        started_at=now,
        deadline_at=deadline(started_at=now, minutes=exam.minutes, closes_at=exam.closes_at),
        pass_percent=exam.pass_percent,
        max_half_points=sum(points for _version, points in questions),
    )
    AttemptItem.objects.bulk_create(
        _question(attempt, position, question, rng) for position, question in enumerate(questions, start=1)
    )
    return attempt


def _draw_paper(
    person: Person, exam: Exam, sections: list[BlueprintSection], rng: random.Random
) -> list[Question]:
    versions = {
        version.pk: version
        for version in ItemVersion.objects.in_use()
        .in_bank(exam.bank)
        .select_related("knowledge_point__parent__parent")
    }
    seen = AttemptItem.objects.times_seen(person, exam.bank)
    questions: list[Question] = []
    for section in sections:
        candidates = [
            Candidate(version.pk, _chapter(version), seen.get(version.item_id, 0))
            for version in versions.values()
            if version.type == section.item_type
        ]
        drawn = draw(candidates, section.count, rng)
        if len(drawn) < section.count:
            raise NotEnoughItems(_("The item bank has too few questions for this exam."))
        questions += [(versions[pk], section.half_points_each) for pk in drawn]
    return questions


def _chapter(version: ItemVersion) -> str:
    return version.knowledge_point.chapter.code if version.knowledge_point else ""


def _question(attempt: Attempt, position: int, question: Question, rng: random.Random) -> AttemptItem:
    version, points = question
    letters = [option["key"] for option in version.options]
    return AttemptItem(
        attempt=attempt,
        position=position,
        item_version=version,
        option_order=shuffled(letters, rng),
        option_count=len(letters),
        most_choices=1 if version.type == ItemType.SINGLE else scoring.SHAPES[version.type].options,
        max_half_points=points,
    )
