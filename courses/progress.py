"""How far somebody is in an edition; pure: rows in, figures out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


class LessonLike(Protocol):
    """What progress needs to know of a lesson."""

    lesson_key: str
    title: str
    required: bool
    minutes: int


class RequirementLike(Protocol):
    """What progress needs to know of a requirement."""

    pk: int
    kind: str
    key: str
    title: str


@dataclass(frozen=True)
class Progress:
    """Counts and what is missing; only required lessons count."""

    done: int
    total: int
    minutes_left: int
    next_lesson: LessonLike | None
    next_position: int
    requirements: int
    missing_requirements: tuple[RequirementLike, ...]

    @property
    def lessons_missing(self) -> int:
        """How many required lessons are not done."""
        return self.total - self.done

    @property
    def is_complete(self) -> bool:
        """All required lessons done and every requirement met."""
        return self.total > 0 and not self.lessons_missing and not self.missing_requirements

    @property
    def percent(self) -> int:
        """Lessons and requirements done, cut to a whole percentage."""
        steps = self.total + self.requirements
        met = self.requirements - len(self.missing_requirements)
        return (self.done + met) * 100 // steps if steps else 0


def measure(
    lessons: Sequence[LessonLike],
    done_keys: Collection[str],
    requirements: Sequence[RequirementLike],
    met_ids: Collection[int],
    last_key: str = "",
) -> Progress:
    """Measure progress; the next lesson is the last opened one if it is not done, else the first open one."""
    required = [lesson for lesson in lessons if lesson.required]
    open_ones = [lesson for lesson in lessons if lesson.lesson_key not in done_keys]
    resumed = next((lesson for lesson in open_ones if lesson.lesson_key == last_key), None)
    upcoming = resumed or next((lesson for lesson in open_ones if lesson.required), None)
    return Progress(
        done=sum(lesson.lesson_key in done_keys for lesson in required),
        total=len(required),
        minutes_left=sum(lesson.minutes for lesson in open_ones if lesson.required),
        next_lesson=upcoming,
        next_position=list(lessons).index(upcoming) + 1 if upcoming else 0,
        requirements=len(requirements),
        missing_requirements=tuple(
            requirement for requirement in requirements if requirement.pk not in met_ids
        ),
    )
