"""The course files that we ship: complete, consistent, in clean words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from courses import vocabulary
from courses.services.folders import CourseFolder, LoadReport, read_folders

CONTENT = Path(settings.BASE_DIR) / "content"
REPORT = LoadReport()
FOLDERS = list(read_folders(CONTENT, REPORT))
COMPLETE = [folder for folder in FOLDERS if not folder.course.in_preparation]
FILES = sorted((CONTENT / "courses").rglob("*.md"))

# Placeholders, and what looks like somebody's number.
BANNED = ("TODO", "待补充", "lorem", "身份证号码是")


def test_every_file_can_be_read() -> None:
    assert [str(fault) for fault in REPORT.faults] == []


def test_the_plan_has_28_courses_in_four_programmes() -> None:
    counted = dict.fromkeys(vocabulary.PROGRAMME_TYPES, 0)
    for folder in FOLDERS:
        counted[folder.course.programme_type] += 1
    assert counted == {"induction": 7, "backbone": 7, "rotation": 8, "certification_prep": 6}


def test_the_credited_minutes_add_up_to_212_credit_hours() -> None:
    assert sum(folder.course.credited_minutes for folder in FOLDERS) == 212 * 45


def test_every_scene_task_shift_and_stubborn_issue_has_a_course() -> None:
    for name, words in vocabulary.LISTS.items():
        used = {word for folder in FOLDERS for word in getattr(folder.course, name)}
        assert used == set(words), name


@pytest.mark.parametrize("folder", COMPLETE, ids=lambda folder: folder.course.code)
def test_a_complete_course_has_short_lessons_self_checks_and_a_quiz(folder: CourseFolder) -> None:
    assert folder.items >= 10
    for lesson in folder.lessons:
        assert 5 <= lesson.minutes <= 15, lesson.file
        kinds = [block["type"] for block in lesson.body]
        assert "selfcheck" in kinds, lesson.file
        assert "case" in kinds, lesson.file


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_words_are_clean(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert [word for word in BANNED if word in text] == []
    assert "\t" not in text


def test_the_visit_log_holds_two_things_everywhere() -> None:
    """INI-01 and INI-03 tell the same rule: the log has household number and date, promises stand apart."""
    for name in ("INI-01/08-fifty-households.md", "INI-03/06-record.md"):
        text = (CONTENT / "courses" / name).read_text(encoding="utf-8")
        assert "户号、日期" in text
        assert "待办单" in text
        assert "写四样" not in text
