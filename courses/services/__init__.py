"""Writes of this app; each function is one use case."""

from courses.services.curriculum import ensure_curriculum_index
from courses.services.enrolment import enrol, withdraw
from courses.services.folders import LoadReport
from courses.services.lessons import can_reopen, complete_lesson, open_lesson, reopen_lesson
from courses.services.loading import load_curriculum
from courses.services.release import release_edition, release_preview
from courses.services.requirements import (
    AwardLink,
    meet_requirement,
    register_award_renderer,
    register_requirement_renderer,
    render_awards,
    render_requirement,
    require,
)

__all__ = [
    "AwardLink",
    "LoadReport",
    "can_reopen",
    "complete_lesson",
    "enrol",
    "ensure_curriculum_index",
    "load_curriculum",
    "meet_requirement",
    "open_lesson",
    "register_award_renderer",
    "register_requirement_renderer",
    "release_edition",
    "release_preview",
    "render_awards",
    "render_requirement",
    "reopen_lesson",
    "require",
    "withdraw",
]
