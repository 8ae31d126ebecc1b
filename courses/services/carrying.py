"""Who is moved when a correction takes over; the rule is written in ADR 0012."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from courses.models import CourseEdition, EditionLesson, Enrolment, LessonProgress, RequirementMet
from courses.querysets import EnrolmentQuerySet
from courses.services.completion import complete_if_done


def carry_along(old: CourseEdition, new: CourseEdition) -> None:
    """Move the active enrolments of the corrected edition; completed and withdrawn ones stay.

    Progress hangs on ``lesson_key`` and needs no move; a met requirement goes to its equal. Whoever
    lacks nothing any more (the correction dropped the last open lesson) completes now.
    """
    moved = list(
        Enrolment.objects.active().filter(edition=old).select_for_update().values_list("pk", flat=True)
    )
    Enrolment.objects.filter(pk__in=moved).update(edition=new)
    equal = {(row.kind, row.key): row for row in new.requirements.all()}
    for requirement in old.requirements.all():
        successor = equal.get((requirement.kind, requirement.key))
        if successor:
            RequirementMet.objects.filter(enrolment__in=moved, requirement=requirement).update(
                requirement=successor
            )
    for enrolment in _with_all_lessons_done(new).filter(pk__in=moved):
        complete_if_done(enrolment)


def _with_all_lessons_done(edition: CourseEdition) -> EnrolmentQuerySet:
    required = EditionLesson.objects.filter(edition=edition, required=True)
    done = (
        LessonProgress.objects.filter(
            enrolment=OuterRef("pk"),
            completed_at__isnull=False,
            lesson_key__in=required.values("lesson_key"),
        )
        .order_by()
        .values("enrolment")
        .annotate(rows=Count("pk"))
        .values("rows")
    )
    return Enrolment.objects.annotate(lessons_done=Coalesce(Subquery(done), 0)).filter(
        lessons_done__gte=required.count()
    )
