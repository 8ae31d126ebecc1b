"""Pages of this app."""

from courses.views.catalogue import catalogue
from courses.views.course import course, enrol
from courses.views.lesson import complete_lesson, lesson, reopen_lesson, selfcheck
from courses.views.release import release

__all__ = [
    "catalogue",
    "complete_lesson",
    "course",
    "enrol",
    "lesson",
    "release",
    "reopen_lesson",
    "selfcheck",
]
