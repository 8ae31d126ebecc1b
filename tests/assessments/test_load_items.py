"""Loading items from files: idempotent, versioned, all or nothing."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError

from assessments.models import CourseQuiz, Exam, Item, ItemVersion, KnowledgePoint
from assessments.services import start_attempt
from courses.models import CourseRequirement
from tests.accounts.factories import PersonFactory

pytestmark = pytest.mark.django_db


def item(
    code: str, stem: str = "楼道堆物先做哪一件？", *, multiple: bool = False, **more: Any
) -> dict[str, Any]:
    right = [True, True, False, False, False] if multiple else [True, False, False, False]
    options = [{"text": f"做法{n}", "right": one, "why": f"说明{n}"} for n, one in enumerate(right)]
    return {
        "code": code,
        "type": "multiple" if multiple else "single",
        "difficulty": "easy",
        "stem": "楼道堆物先做哪一件？",
        "options": options,
        "explanation": "先看清问题，再选办法。",
        "source": "示例教材",
        "law_as_of": None,
        **more,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("syllabus", "items/A-COMP", "courses/INI-01"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "syllabus/2025.csv").write_text(
        "code,parent,subject,title,weight,verified\n"
        "A-COMP.1,,A-COMP,内涵,100,true\nA-COMP.1.1,A-COMP.1,A-COMP,目标与功能,,true\n"
    )
    items = [item(f"A-COMP-000{n}", knowledge_point="A-COMP.1.1", multiple=n > 8) for n in range(1, 11)]
    # Item 10 has four digits as the others.
    items[-1]["code"] = "A-COMP-0010"
    write(tmp_path / "items/A-COMP/01.yaml", {"bank": "A-COMP", "syllabus": "2025", "items": items})
    exams = [{"code": "SHORT", "title": "十题小练", "blueprint": "short-practice"}]
    write(tmp_path / "items/A-COMP/exams.yaml", {"bank": "A-COMP", "exams": exams})
    quiz = [item("INI-01-Q01"), item("INI-01-Q02", multiple=True)]
    write(tmp_path / "courses/INI-01/quiz.yaml", {"bank": "INI-01", "title": "测验", "items": quiz})
    return tmp_path


def write(file: Path, content: object) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def change(file: Path, **fields: object) -> None:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content["items"][0].update(fields)
    write(file, content)


def load(folder: Path, *arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("load_items", "--path", str(folder), "--json", *arguments, stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def test_it_works(folder: Path) -> None:
    report = load(folder)

    assert (report["items_new"], report["exams"], report["quizzes"]) == (12, 1, 1)
    version = ItemVersion.objects.get(item__code="A-COMP-0001")
    assert (version.key, version.options[0], version.state) == (
        ["A"],
        {"key": "A", "text": "做法0"},
        "published",
    )
    assert version.knowledge_point
    assert version.knowledge_point.chapter.title == "内涵"
    attempt = start_attempt(person=PersonFactory.create(), exam=Exam.objects.get(code="SHORT"))
    assert attempt.items.count() == 10


def test_a_second_run_changes_nothing(folder: Path) -> None:
    load(folder)

    report = load(folder)

    assert (report["items_new"], report["items_changed"], report["items_unchanged"]) == (0, 0, 12)
    assert ItemVersion.objects.count() == 12
    assert KnowledgePoint.objects.count() == 2


def test_a_changed_item_becomes_a_new_version(folder: Path) -> None:
    load(folder)
    change(folder / "items/A-COMP/01.yaml", stem="换了一种问法？")

    report = load(folder)

    assert (report["items_changed"], report["items_unchanged"]) == (1, 11)
    versions = Item.objects.get(code="A-COMP-0001").versions.order_by("number")
    assert [(one.number, one.state) for one in versions] == [(1, "retired"), (2, "published")]


def test_a_course_asks_for_its_quiz(folder: Path) -> None:
    load(folder)

    quiz = CourseQuiz.objects.get(course_code="INI-01")
    assert [(s.item_type, s.count) for s in quiz.exam.blueprint.sections.all()] == [
        ("single", 1),
        ("multiple", 1),
    ]
    assert CourseRequirement.objects.get(course_code="INI-01").key == "INI-01"


def test_checking_writes_nothing(folder: Path) -> None:
    assert load(folder, "--check")["items_new"] == 12

    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stem": ""}, "stem is missing"),
        ({"type": "multiple"}, "5 options"),
        ({"difficulty": "heavy"}, "difficulty"),
        ({"knowledge_point": "A-COMP.9"}, "unknown knowledge point"),
        ({"code": "A-COMP-0002"}, "twice"),
        ({"stem": "以上都对的是？"}, "forbidden words"),
        ({"law_as_of": "今天"}, "Invalid isoformat"),
        ({"options": "甲"}, "a list is expected"),
    ],
)
def test_a_fault_is_named_by_file_and_item_and_nothing_is_written(
    folder: Path, fields: dict[str, object], words: str
) -> None:
    change(folder / "items/A-COMP/01.yaml", **fields)

    with pytest.raises(CommandError) as refusal:
        load(folder)

    assert words in str(refusal.value)
    assert str(fields.get("code", "A-COMP-0001")) in str(refusal.value)
    assert not Item.objects.exists()


def test_a_file_that_is_no_yaml_is_a_fault(folder: Path) -> None:
    (folder / "items/A-COMP/02.yaml").write_text("items: [", encoding="utf-8")

    with pytest.raises(CommandError, match=r"02\.yaml"):
        load(folder)
