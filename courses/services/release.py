"""Releasing an edition: from the pages that authors keep to what learners read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_act
from courses.exceptions import (
    CourseIncomplete,
    CourseInPreparation,
    CourseNotPublished,
    LessonIncomplete,
    NoLiveLessons,
    ReleaseRefused,
    WrongEditionKind,
)
from courses.models import (
    CourseEdition,
    CoursePage,
    CourseRequirement,
    EditionFile,
    EditionKind,
    EditionLesson,
    EditionRequirement,
    LessonPage,
)
from courses.services.carrying import carry_along
from courses.services.files import files_in
from courses.signals import edition_released

COPIED = (
    "title",
    "summary",
    "introduction",
    "audience",
    "programme_type",
    "credited_minutes",
    "online_minutes",
)


@dataclass(frozen=True)
class ReleasePreview:
    """What a release would do: the refusal, or what changes against the current edition."""

    refusal: ReleaseRefused | None
    current: CourseEdition | None
    is_unchanged: bool
    added: list[str]
    removed: list[str]
    changed: list[str]
    course_changed: bool
    order_changed: bool
    requirements_added: list[str]
    requirements_removed: list[str]
    learners: int


def release_edition(*, course_page: CoursePage, by: User | None, kind: EditionKind | str) -> CourseEdition:
    """Freeze the published lessons of a course, in tree order, as what learners read from now on.

    Releasing unchanged content returns the current edition. ``by`` is None only for commands.
    Raises a subclass of :class:`ReleaseRefused` that names what is missing.
    """
    with transaction.atomic():
        course = CoursePage.objects.select_for_update(of=("self",)).get(pk=course_page.pk)
        draft = _Draft(course)
        draft.refuse_incomplete()
        current = _current_edition(course.code)
        if current and current.content_hash == draft.content_hash:
            return current
        _refuse_wrong_kind(EditionKind(kind), current)
        edition = _freeze(draft, current, by, EditionKind(kind))
        if current and edition.kind == EditionKind.CORRECTION:
            carry_along(current, edition)
        record_act(actor=by, action="edition.released", target=edition, detail={"kind": edition.kind})
        transaction.on_commit(lambda: edition_released.send(sender=CourseEdition, edition=edition))
    return edition


def release_preview(*, course_page: CoursePage) -> ReleasePreview:
    """Say what a release would change, without changing anything."""
    course = CoursePage.objects.get(pk=course_page.pk)
    draft = _Draft(course)
    current = _current_edition(course.code) if course.code else None
    before = {row.lesson_key: _lesson_state(row) for row in current.lessons.all()} if current else {}
    after = {lesson.lesson_key: _lesson_state(lesson) for lesson in draft.lessons}
    asked_before = {(r.kind, r.key): r.title for r in current.requirements.all()} if current else {}
    asked_after = {(r.kind, r.key): r.title for r in draft.requirements}
    return ReleasePreview(
        refusal=draft.refusal(),
        current=current,
        is_unchanged=bool(current and current.content_hash == draft.content_hash),
        added=[state["title"] for key, state in after.items() if key not in before],
        removed=[state["title"] for key, state in before.items() if key not in after],
        changed=[state["title"] for key, state in after.items() if before.get(key, state) != state],
        course_changed=bool(current and any(getattr(current, f) != getattr(course, f) for f in COPIED)),
        order_changed=[key for key in before if key in after] != [key for key in after if key in before],
        requirements_added=[title for key, title in asked_after.items() if key not in asked_before],
        requirements_removed=[title for key, title in asked_before.items() if key not in asked_after],
        learners=current.enrolments.active().count() if current else 0,
    )


class _Draft:
    """The published state of a course, read once."""

    def __init__(self, course: CoursePage) -> None:
        self.course = course
        self.lessons = list(LessonPage.objects.child_of(course).live().order_by("path"))
        self.requirements = list(CourseRequirement.objects.filter(course_code=course.code or ""))

    def refusal(self) -> ReleaseRefused | None:
        try:
            self.refuse_incomplete()
        except ReleaseRefused as refused:
            return refused
        return None

    def refuse_incomplete(self) -> None:
        self._refuse_course()
        self._refuse_lessons()

    def _refuse_course(self) -> None:
        course = self.course
        if not course.code or not course.summary:
            raise CourseIncomplete(_("The course needs a code and a summary."))
        if course.in_preparation:
            raise CourseInPreparation(_("The course is marked as in preparation."))
        if not course.live:
            raise CourseNotPublished(_("The course page is not published."))
        if not 0 < course.online_minutes <= course.credited_minutes:
            raise CourseIncomplete(_("Online minutes must be given and not exceed the credited minutes."))

    def _refuse_lessons(self) -> None:
        if not self.lessons:
            raise NoLiveLessons(_("No lesson of the course is published."))
        for lesson in self.lessons:
            if not lesson.minutes or not lesson.body:
                raise LessonIncomplete(
                    _("The lesson “%(title)s” has no minutes or no content.") % {"title": lesson.title}
                )
        if not any(lesson.required for lesson in self.lessons):
            raise LessonIncomplete(_("At least one lesson must be required."))

    @property
    def content_hash(self) -> str:
        state = {
            "course": {name: getattr(self.course, name) for name in COPIED},
            "lessons": [_lesson_state(lesson) for lesson in self.lessons],
            "requirements": sorted((row.kind, row.key) for row in self.requirements),
        }
        text = json.dumps(state, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _lesson_state(lesson: LessonPage | EditionLesson) -> dict[str, Any]:
    return {
        "key": lesson.lesson_key,
        "title": lesson.title,
        "required": lesson.required,
        "minutes": lesson.minutes,
        "body": lesson.body.get_prep_value(),
    }


def _current_edition(code: str | None) -> CourseEdition | None:
    return CourseEdition.objects.current().filter(course_code=code).select_for_update().first()


def _refuse_wrong_kind(kind: EditionKind, current: CourseEdition | None) -> None:
    if kind == EditionKind.FIRST and current:
        raise WrongEditionKind(_("A first edition exists; say whether this is a correction or a major one."))
    if kind != EditionKind.FIRST and not current:
        raise WrongEditionKind(_("There is no edition yet; the first one is neither correction nor major."))


def _freeze(
    draft: _Draft, current: CourseEdition | None, by: User | None, kind: EditionKind
) -> CourseEdition:
    course = draft.course
    newest = CourseEdition.objects.of_course(str(course.code)).first()
    if current:
        current.is_current = False
        current.save(update_fields=["is_current"])
    edition = CourseEdition.objects.create(
        course_page=course,
        course_code=str(course.code),
        number=newest.number + 1 if newest else 1,
        kind=kind,
        content_hash=draft.content_hash,
        released_by=by,
        **{name: getattr(course, name) for name in COPIED},
    )
    rows = [_frozen(edition, position, lesson) for position, lesson in enumerate(draft.lessons, start=1)]
    EditionLesson.objects.bulk_create(rows)
    EditionRequirement.objects.bulk_create(
        EditionRequirement(edition=edition, kind=row.kind, key=row.key, title=row.title)
        for row in draft.requirements
    )
    for key in files_in(row.body for row in rows):
        # Saved one by one: the reference index listens to single saves only.
        EditionFile.objects.create(edition=edition, **key)
    return edition


def _frozen(edition: CourseEdition, position: int, lesson: LessonPage) -> EditionLesson:
    return EditionLesson(
        edition=edition,
        lesson_key=lesson.lesson_key,
        position=position,
        title=lesson.title,
        required=lesson.required,
        minutes=lesson.minutes,
        body=json.dumps(lesson.body.get_prep_value(), ensure_ascii=False),
        page=lesson,
        source_revision=lesson.live_revision_id,
    )
