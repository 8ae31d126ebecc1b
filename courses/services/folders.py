"""Reading the content folder: courses, lessons, how many quiz items, and what is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from courses.lesson_files import CourseFile, Fault, LessonFile, parse_course, parse_lesson


@dataclass
class CourseFolder:
    """One folder below ``content/courses`` as read: course, lessons, how many quiz items."""

    course: CourseFile
    lessons: list[LessonFile]
    items: int


@dataclass
class LoadReport:
    """What was read and what became of it; counts, and the faults in words."""

    courses: int = 0
    lessons: int = 0
    items: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    released: int = 0
    faults: list[Fault] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Counts as integers, the faults as ``file``, ``line``, ``message``."""
        counts = {name: value for name, value in vars(self).items() if name != "faults"}
        return {
            **counts,
            "faults": len(self.faults),
            "fault_list": [dataclasses.asdict(fault) for fault in self.faults],
        }


def read_folders(path: Path, report: LoadReport) -> Iterator[CourseFolder]:
    """Read every folder, count what is there and collect faults; writes nothing."""
    seen: dict[str, str] = {}
    files = sorted((path / "courses").glob("*/course.md"))
    if not files:
        report.faults.append(Fault(str(path), 0, _("No courses/*/course.md here.")))
    for file in files:
        course, faults = parse_course(file.read_text(encoding="utf-8"), _name(file, path))
        lessons = []
        for lesson_file in sorted(file.parent.glob("[0-9]*.md")):
            lesson, lesson_faults = parse_lesson(
                lesson_file.read_text(encoding="utf-8"), _name(lesson_file, path)
            )
            faults += lesson_faults + _used_twice(lesson.key, lesson.file, seen)
            lessons.append(lesson)
        faults += _used_twice(course.code, course.file, seen) + _disagreements(course, lessons)
        items = _count_items(file.parent / "quiz.yaml")
        report.faults += faults
        report.courses, report.lessons, report.items = (
            report.courses + 1,
            report.lessons + len(lessons),
            report.items + items,
        )
        yield CourseFolder(course, lessons, items)


def _name(file: Path, path: Path) -> str:
    return file.relative_to(path).as_posix()


def _used_twice(key: str, file: str, seen: dict[str, str]) -> list[Fault]:
    if key and key in seen:
        return [Fault(file, 2, _("%(key)s is used by %(file)s already.") % {"key": key, "file": seen[key]})]
    seen[key] = file
    return []


def _disagreements(course: CourseFile, lessons: list[LessonFile]) -> list[Fault]:
    if course.in_preparation:
        return []
    total = sum(lesson.minutes for lesson in lessons if lesson.required)
    if not lessons:
        return [Fault(course.file, 1, _("A complete course has lessons."))]
    if total != course.online_minutes:
        return [
            Fault(
                course.file,
                1,
                _("online_minutes is %(said)s, the lessons take %(total)s.")
                % {"said": course.online_minutes, "total": total},
            )
        ]
    return []


def _count_items(file: Path) -> int:
    if not file.exists():
        return 0
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    return len(data.get("items", [])) if isinstance(data, dict) else 0
