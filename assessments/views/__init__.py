"""Pages of this app, a module a step."""

from assessments.views.answering import attempt_detail, paper, save, sheet, submit
from assessments.views.exams import exam_detail, exam_list, start
from assessments.views.results import result

__all__ = [
    "attempt_detail",
    "exam_detail",
    "exam_list",
    "paper",
    "result",
    "save",
    "sheet",
    "start",
    "submit",
]
