"""Rows for tests; call ``.create()``. ``make_exam()`` gives an exam whose bank fills its blueprint."""

from __future__ import annotations

import datetime as dt
from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Person
from assessments.models import (
    Attempt,
    AttemptItem,
    Blueprint,
    BlueprintSection,
    Exam,
    ExamSubject,
    Item,
    ItemBank,
    ItemState,
    ItemVersion,
    KnowledgePoint,
    ScoringScheme,
    SyllabusVersion,
)
from assessments.services import save_response, start_attempt, submit_attempt
from tests.accounts.factories import PersonFactory

SINGLE_KEY = ["B"]
MULTIPLE_KEY = ["A", "C", "D"]


def state_exam_scheme() -> ScoringScheme:
    """The scheme that the data migration made."""
    return ScoringScheme.objects.get(code="state-exam")


class SyllabusVersionFactory(DjangoModelFactory[SyllabusVersion]):
    """A syllabus version."""

    class Meta:
        model = SyllabusVersion
        django_get_or_create = ("code",)

    code = "2025"
    title = "大纲 2025"
    valid_from = 2026


class ExamSubjectFactory(DjangoModelFactory[ExamSubject]):
    """A subject of the state exam."""

    class Meta:
        model = ExamSubject
        django_get_or_create = ("code",)

    code = "A-COMP"
    title = "综合能力（初级）"


class KnowledgePointFactory(DjangoModelFactory[KnowledgePoint]):
    """A chapter; pass ``parent`` for a point below it."""

    class Meta:
        model = KnowledgePoint

    syllabus = SubFactory(SyllabusVersionFactory)
    subject = SubFactory(ExamSubjectFactory)
    code = Sequence(lambda n: f"A-COMP.{n}")
    title = Sequence(lambda n: f"示例考点{n}")
    position = Sequence(lambda n: n)


class ItemBankFactory(DjangoModelFactory[ItemBank]):
    """An item bank."""

    class Meta:
        model = ItemBank

    code = Sequence(lambda n: f"BANK-{n}")
    title = "示例题库"


class ItemFactory(DjangoModelFactory[Item]):
    """An item without a version."""

    class Meta:
        model = Item

    bank = SubFactory(ItemBankFactory)
    code = Sequence(lambda n: f"X-{n:04d}")


class ItemVersionFactory(DjangoModelFactory[ItemVersion]):
    """A single-choice version in use; ``multiple=True`` for a multiple-choice one."""

    class Meta:
        model = ItemVersion
        exclude = ("multiple",)

    multiple = False
    item = SubFactory(ItemFactory)
    number = 1
    type = LazyAttribute(lambda o: "multiple" if o.multiple else "single")
    stem = Sequence(lambda n: f"示例题干{n}，下列说法正确的是？")
    options = LazyAttribute(
        lambda o: [{"key": k, "text": f"{o.item.code} 选项{k}"} for k in "ABCDE"[: 5 if o.multiple else 4]]
    )
    key = LazyAttribute(lambda o: MULTIPLE_KEY if o.multiple else SINGLE_KEY)
    explanation = LazyAttribute(lambda o: f"解析暗号{o.item.code}")
    whys = LazyAttribute(lambda o: {one["key"]: f"缘由暗号{o.item.code}{one['key']}" for one in o.options})
    source = LazyAttribute(lambda o: f"依据暗号{o.item.code}")
    difficulty = "medium"
    content_hash = Sequence(lambda n: f"{n:064x}")
    state = ItemState.PUBLISHED


def make_blueprint(singles: int = 3, multiples: int = 2, **fields: Any) -> Blueprint:
    """A blueprint with the state exam's points."""
    values = {
        "title": "示例蓝图",
        "scheme": state_exam_scheme(),
        "minutes": 120,
        "valid_from": dt.date(2026, 1, 1),
        **fields,
    }
    blueprint = Blueprint.objects.create(code=f"test-{Blueprint.objects.count()}", **values)
    for position, (kind, count, points) in enumerate(
        [("single", singles, 2), ("multiple", multiples, 4)], start=1
    ):
        if count:
            BlueprintSection.objects.create(
                blueprint=blueprint, position=position, item_type=kind, count=count, half_points_each=points
            )
    return blueprint


def make_exam(singles: int = 3, multiples: int = 2, spare: int = 0, **fields: Any) -> Exam:
    """An exam with a bank of its own: as many items as its paper asks for, and ``spare`` more of each."""
    bank = fields.pop("bank", None) or ItemBankFactory.create()
    chapters = [KnowledgePointFactory.create() for _ in range(2)]
    for kind, count in ((False, singles), (True, multiples)):
        for n in range(count + spare if count else 0):
            ItemVersionFactory.create(item__bank=bank, multiple=kind, knowledge_point=chapters[n % 2])
    values = {"title": "示例模拟考", "minutes": 120, **fields}
    values.setdefault("blueprint", make_blueprint(singles, multiples))
    return Exam.objects.create(code=f"exam-{Exam.objects.count()}", bank=bank, **values)


def make_attempt(
    *, person: Person | None = None, exam: Exam | None = None, right: int = 0, submitted: bool = False
) -> Attempt:
    """An attempt with the first ``right`` questions answered rightly, handed in or not."""
    person = person or PersonFactory.create()
    attempt = start_attempt(person=person, exam=exam or make_exam())
    for question in questions(attempt)[:right]:
        save_response(
            attempt=attempt, position=question.position, response=question.item_version.key, sequence=1
        )
    return submit_attempt(attempt=attempt) if submitted else attempt


def questions(attempt: Attempt) -> list[AttemptItem]:
    """The questions of an attempt in order, with their versions."""
    return list(attempt.items.select_related("item_version__item").order_by("position"))
