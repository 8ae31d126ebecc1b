"""``load_curriculum``: files become pages, once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from courses.models import CourseEdition, CoursePage, LessonPage
from courses.services import load_curriculum
from tests.courses.test_lesson_files import CHECK, COURSE, FRONT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "courses" / "INI-01"
    folder.mkdir(parents=True)
    (folder / "course.md").write_text(COURSE)
    (folder / "01-a.md").write_text(FRONT + "第一版。\n\n" + CHECK)
    (folder / "quiz.yaml").write_text("bank: INI-01\nitems: [{code: a}, {code: b}]\n")
    return tmp_path


@pytest.mark.smoke
@pytest.mark.django_db
def test_it_works() -> None:
    first = load_curriculum(path=Path(settings.BASE_DIR) / "content").as_json()
    second = load_curriculum(path=Path(settings.BASE_DIR) / "content").as_json()

    assert (first["courses"], first["faults"]) == (28, 0)
    assert first["created"] == first["courses"] + first["lessons"]
    assert CoursePage.objects.live().count() == 28
    assert {"INI-01", "INI-03"} <= set(CourseEdition.objects.values_list("course_code", flat=True))
    assert (second["unchanged"], second["created"], second["updated"], second["released"]) == (
        first["created"],
        0,
        0,
        0,
    )


@pytest.mark.django_db
def test_a_quiz_file_makes_the_course_ask_for_it(content: Path) -> None:
    load_curriculum(path=content)

    requirement = CourseEdition.objects.get().requirements.get()
    assert (requirement.kind, requirement.key) == ("quiz", "INI-01")


@pytest.mark.django_db
def test_a_changed_file_becomes_a_correction(content: Path) -> None:
    load_curriculum(path=content)
    _edit(content, "第一版", "第二版")

    report = load_curriculum(path=content)

    assert (report.updated, report.released) == (1, 1)
    newest = CourseEdition.objects.current().get()
    assert (newest.number, newest.kind) == (2, "correction")
    assert "第二版" in str(newest.lessons.get().body)


@pytest.mark.django_db
def test_an_editors_hand_is_never_overwritten_unasked(content: Path) -> None:
    load_curriculum(path=content)
    lesson = LessonPage.objects.get()
    lesson.title = "编辑改过的标题"
    lesson.save_revision()
    _edit(content, "第一版", "第二版")

    kept = load_curriculum(path=content)
    assert (kept.kept, kept.updated, kept.released) == (1, 0, 0)
    assert LessonPage.objects.get().get_latest_revision_as_object().title == "编辑改过的标题"
    taken = load_curriculum(path=content, overwrite=True)

    assert (taken.kept, taken.updated, taken.released) == (0, 1, 1)
    assert LessonPage.objects.get().title == "一节课"


@pytest.mark.django_db
def test_what_an_editor_published_waits_for_the_editors_release(content: Path) -> None:
    load_curriculum(path=content)
    lesson = LessonPage.objects.get()
    lesson.title = "编辑改过的标题"
    lesson.save_revision().publish()
    (content / "courses" / "INI-01" / "course.md").write_text(COURSE.replace("新人", "大家"))

    report = load_curriculum(path=content)

    assert (report.updated, report.released) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--check"]])
def test_a_fault_anywhere_writes_nothing(content: Path, options: list[str], capsys: Any) -> None:
    _edit(content, "解析：因为。", "")

    with pytest.raises(CommandError):
        call_command("load_curriculum", "--path", content, "--json", *options)

    said = json.loads(capsys.readouterr().out)
    assert said["faults"] == 1
    assert (said["fault_list"][0]["file"], said["fault_list"][0]["line"]) == ("courses/INI-01/01-a.md", 9)
    assert not CoursePage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", ["minutes", "twice", "no lessons", "empty"])
def test_files_that_disagree_are_faults(content: Path, trouble: str) -> None:
    folder = content / "courses" / "INI-01"
    if trouble == "minutes":
        _edit(content, "minutes: 10", "minutes: 11")
    elif trouble == "twice":
        (folder / "02-a.md").write_text(FRONT.replace("10", "0010"))
    elif trouble == "no lessons":
        (folder / "01-a.md").unlink()
    else:
        shutil.rmtree(folder)

    assert load_curriculum(path=content).faults


@pytest.mark.django_db
def test_check_reads_and_writes_nothing(content: Path, capsys: Any) -> None:
    call_command("load_curriculum", "--path", content, "--check", "--json")

    said = json.loads(capsys.readouterr().out)
    assert (said["courses"], said["lessons"], said["items"], said["faults"]) == (1, 1, 2, 0)
    assert not CoursePage.objects.exists()


def _edit(content: Path, old: str, new: str) -> None:
    file = content / "courses" / "INI-01" / "01-a.md"
    file.write_text(file.read_text().replace(old, new))
