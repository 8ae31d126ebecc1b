"""Items, syllabus and quizzes from content files: all or nothing, twice the same as once."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.db import transaction

from assessments.exceptions import ContentRefused
from assessments.item_files import Fault, ItemFile, read_item_file, repeated_codes
from assessments.models import (
    Blueprint,
    Exam,
    ExamKind,
    ExamSubject,
    ItemBank,
    KnowledgePoint,
    SyllabusVersion,
)
from assessments.services.items import put_item
from assessments.services.quizzes import set_up_quiz

# What a subject is called; the codes are those of the domain rules, section 1.1.
SUBJECTS = {
    "A-COMP": "社会工作综合能力（初级）",
    "A-PRAC": "社会工作实务（初级）",
    "M-COMP": "社会工作综合能力（中级）",
    "M-LAW": "社会工作法规与政策（中级）",
    "M-PRAC": "社会工作实务（中级）",
    "S-PRAC": "社会工作实务（高级）",
}


@dataclass
class LoadReport:
    """What a run found and did."""

    items_new: int = 0
    items_changed: int = 0
    items_unchanged: int = 0
    knowledge_points: int = 0
    exams: int = 0
    quizzes: int = 0
    faults: list[Fault] = field(default_factory=list)


def load_items(*, path: Path, check: bool = False) -> LoadReport:
    """Load ``syllabus/*.csv``, ``items/*/*.yaml`` and ``courses/*/quiz.yaml`` below a folder.

    A changed item becomes a new version in use and the former one retires; the same content changes
    nothing. Raises :class:`ContentRefused` with every fault, and then has written nothing;
    ``check`` writes nothing either way.
    """
    report = LoadReport()
    files = read_folder(path)
    report.faults = [fault for file in files for fault in file.faults]
    report.faults += [
        Fault("", code, "the code stands twice")
        for code in repeated_codes(draft for file in files for draft in file.drafts)
    ]
    with transaction.atomic():
        for table in sorted(path.glob("syllabus/*.csv")):
            report.knowledge_points += _load_syllabus(table)
        for file in files:
            _load_file(file, report)
        for table in sorted(path.glob("items/*/exams.yaml")):
            report.exams += _load_exams(table)
        if report.faults:
            raise ContentRefused(report.faults)
        if check:
            transaction.set_rollback(True)
    return report


def read_folder(path: Path) -> list[ItemFile]:
    """Read every item file and quiz below a folder, without touching the database."""
    tables = [file for file in sorted(path.glob("items/*/*.yaml")) if file.name != "exams.yaml"]
    return [_read(path, file) for file in [*tables, *sorted(path.glob("courses/*/quiz.yaml"))]]


def _read(root: Path, file: Path) -> ItemFile:
    name = str(file.relative_to(root))
    try:
        return read_item_file(name, yaml.safe_load(file.read_text(encoding="utf-8")))
    except yaml.YAMLError as problem:
        return ItemFile(name, "", faults=[Fault(name, "", str(problem))])


def _load_syllabus(table: Path) -> int:
    """Load one syllabus version; parents stand before their children in the file."""
    year = int(table.stem)
    syllabus, _created = SyllabusVersion.objects.get_or_create(
        # A syllabus is used from the exam year after its own (domain rules, section 1.6).
        code=table.stem,
        defaults={"title": f"考试大纲（{year} 年版）", "valid_from": year + 1},
    )
    known: dict[str, KnowledgePoint] = {}
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for position, row in enumerate(csv.DictReader(lines), start=1):
            known[row["code"]] = KnowledgePoint.objects.update_or_create(
                syllabus=syllabus,
                code=row["code"],
                defaults={
                    "subject": _subject(row["subject"]),
                    "parent": known[row["parent"]] if row["parent"] else None,
                    "title": row["title"],
                    "weight": int(row["weight"]) if row["weight"] else None,
                    "verified": row["verified"] == "true",
                    "position": position,
                },
            )[0]
    return len(known)


def _subject(code: str) -> ExamSubject:
    position = list(SUBJECTS).index(code) if code in SUBJECTS else len(SUBJECTS)
    defaults = {"title": SUBJECTS.get(code, code), "position": position}
    return ExamSubject.objects.get_or_create(code=code, defaults=defaults)[0]


def _load_file(file: ItemFile, report: LoadReport) -> None:
    if not file.bank:
        return
    is_quiz = file.name.endswith("quiz.yaml")
    bank = _bank(file, is_quiz)
    points = dict(KnowledgePoint.objects.filter(syllabus=bank.syllabus).values_list("code", "pk"))
    for draft in file.drafts:
        if draft.knowledge_point not in points and not (is_quiz and not draft.knowledge_point):
            message = f"unknown knowledge point {draft.knowledge_point!r}"
            report.faults.append(Fault(file.name, draft.code, message))
            continue
        _count(report, put_item(bank=bank, draft=draft, knowledge_point_id=points.get(draft.knowledge_point)))
    if is_quiz and file.drafts and not file.faults:
        set_up_quiz(
            bank=bank,
            title=file.title,
            types=[draft.type for draft in file.drafts],
            minutes=file.minutes,
            pass_percent=file.pass_percent,
        )
        report.quizzes += 1


def _bank(file: ItemFile, is_quiz: bool) -> ItemBank:
    syllabus = SyllabusVersion.objects.filter(code=file.syllabus).first()
    subject = None if is_quiz else _subject(file.bank)
    title = file.title if is_quiz or subject is None else subject.title
    defaults = {
        "title": title or file.bank,
        "subject": subject,
        "syllabus": syllabus,
        "course_code": file.bank if is_quiz else "",
    }
    return ItemBank.objects.update_or_create(code=file.bank, defaults=defaults)[0]


def _count(report: LoadReport, what: str) -> None:
    name = f"items_{what}"
    setattr(report, name, getattr(report, name) + 1)


def _load_exams(table: Path) -> int:
    """Load the mock exams of a bank: code, title and blueprint."""
    content = yaml.safe_load(table.read_text(encoding="utf-8"))
    entries: Iterable[dict[str, str]] = content["exams"]
    count = 0
    for position, entry in enumerate(entries, start=1):
        blueprint = Blueprint.objects.get(code=entry["blueprint"])
        Exam.objects.update_or_create(
            code=entry["code"],
            defaults={
                "kind": ExamKind.MOCK,
                "title": entry["title"],
                "bank": ItemBank.objects.get(code=content["bank"]),
                "blueprint": blueprint,
                "minutes": blueprint.minutes,
                "pass_percent": blueprint.pass_percent,
                "position": position,
            },
        )
        count = position
    return count
