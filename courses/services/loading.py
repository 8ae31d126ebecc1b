"""Content files become pages, through the same doors that editors use."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses import vocabulary
from courses.lesson_files import CourseFile, LessonFile
from courses.models import CourseEdition, CoursePage, CourseRequirement, EditionKind, LessonPage, LoadedFile
from courses.services.curriculum import ensure_curriculum_index
from courses.services.folders import CourseFolder, LoadReport, read_folders
from courses.services.release import release_edition
from courses.services.requirements import require

AnyPage = TypeVar("AnyPage", CoursePage, LessonPage)


def load_curriculum(
    *, path: Path, by: User | None = None, overwrite: bool = False, check_only: bool = False
) -> LoadReport:
    """Read ``<path>/courses`` and bring the pages up to it; a fault anywhere writes nothing.

    Loading the same files again changes nothing. A page that somebody edited on the site since the
    last load is kept unless ``overwrite``. Complete courses are released.
    """
    report = LoadReport()
    folders = list(read_folders(path, report))
    if report.faults or check_only:
        return report
    loader = _Loader(by, overwrite, report)
    for folder in folders:
        with transaction.atomic():
            loader.load_folder(folder)
    return report


@dataclass
class _Loader:
    """One run: in whose name, whether editors' changes give way, and what to count."""

    by: User | None
    overwrite: bool
    report: LoadReport
    changed: bool = False
    hands_off: bool = False

    def load_folder(self, folder: CourseFolder) -> None:
        self.changed = self.hands_off = False
        page = self.load_course(folder.course)
        for lesson in folder.lessons:
            self.load_lesson(page, lesson)
        code = folder.course.code
        if folder.items and not CourseRequirement.objects.filter(course_code=code, kind="quiz").exists():
            require(course_code=code, kind="quiz", key=code, title=_("Course quiz"))
        if not folder.course.in_preparation:
            self.release(CoursePage.objects.get(pk=page.pk))

    def release(self, page: CoursePage) -> None:
        """Release what the files changed; what an editor changed waits for the editor's own release."""
        before = CourseEdition.objects.current().filter(course_code=page.code).first()
        if before and (self.hands_off or not self.changed):
            return
        kind = EditionKind.CORRECTION if before else EditionKind.FIRST
        edition = release_edition(course_page=page, by=self.by, kind=kind)
        self.report.released += edition != before

    def load_course(self, data: CourseFile) -> CoursePage:
        values = {
            "title": data.title,
            "programme_type": data.programme_type,
            "credited_minutes": data.credited_minutes,
            "online_minutes": data.online_minutes,
            "audience": data.audience,
            "summary": data.summary,
            "outline": "\n".join(data.outline),
            "introduction": data.introduction,
            "in_preparation": data.in_preparation,
        }
        words = {name: getattr(data, name) for name in vocabulary.LISTS}
        page: CoursePage | None = CoursePage.objects.filter(code=data.code).first()
        if page:
            return self.bring_up(page, data.file, {**values, **words})
        fresh = CoursePage(code=data.code, slug=data.code.lower(), live=False, **values)
        ensure_curriculum_index().add_child(instance=fresh)
        return self.bring_up(fresh, data.file, {**values, **words}, fresh=True)

    def load_lesson(self, course: CoursePage, data: LessonFile) -> LessonPage:
        values = {
            "title": data.title,
            "minutes": data.minutes,
            "required": data.required,
            "body": json.dumps(data.body, ensure_ascii=False),
        }
        page: LessonPage | None = LessonPage.objects.filter(lesson_key=data.key).first()
        if page:
            return self.bring_up(page, data.file, values)
        fresh = LessonPage(lesson_key=data.key, slug=data.key, live=False, **values)
        CoursePage.objects.get(pk=course.pk).add_child(instance=fresh)
        return self.bring_up(fresh, data.file, values, fresh=True)

    def bring_up(self, page: AnyPage, file: str, values: dict[str, Any], *, fresh: bool = False) -> AnyPage:
        """Publish the file's state on the page, unless it stands there or an editor's hand was on it."""
        file_hash = _hash(values)
        row = LoadedFile.objects.filter(path=file).first()
        draft: AnyPage = page.get_latest_revision_as_object()
        touched = not fresh and (row is None or row.page_hash != page_hash(draft))
        self.hands_off |= touched and not self.overwrite
        if row and row.file_hash == file_hash and not (self.overwrite and touched):
            self.report.unchanged += 1
            return page
        if touched and not self.overwrite:
            self.report.kept += 1
            return page
        _write(draft, values)
        draft.save_revision(user=self.by).publish(user=self.by)
        page.refresh_from_db()
        LoadedFile.objects.update_or_create(
            path=file, defaults={"page_id": page.pk, "file_hash": file_hash, "page_hash": page_hash(page)}
        )
        self.changed = True
        self.report.created += fresh
        self.report.updated += not fresh
        return page


def _write(draft: CoursePage | LessonPage, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name in vocabulary.LISTS:
            words = draft._meta.get_field(name).related_model
            setattr(draft, name, list(words.objects.filter(code__in=value)))
        else:
            setattr(draft, name, value)
    draft.full_clean()


def page_hash(page: CoursePage | LessonPage) -> str:
    """Hash what an editor can change and a file can set."""
    if isinstance(page, LessonPage):
        return _hash([page.title, page.minutes, page.required, page.body.get_prep_value()])
    words = {name: sorted(word.code for word in getattr(page, name).all()) for name in vocabulary.LISTS}
    return _hash(
        [
            page.title,
            page.programme_type,
            page.credited_minutes,
            page.online_minutes,
            page.audience,
            page.summary,
            page.outline,
            page.introduction,
            page.in_preparation,
            words,
        ]
    )


def _hash(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
