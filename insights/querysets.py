"""Reads of this app: who stands on the roster of a day, and what a definition makes of it.

One row a natural person, whatever the number of employments, posts or certificates.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import CommunityWorker, DenominatorExclusion, LeaveSpell, Post, PostKind
from certificates.models import ExternalQualification
from certificates.querysets import ExternalQualificationQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from insights.models import RateDefinition

    ClassifiedPost = WithAnnotations[Post, "Classified"]

# What a person is for the rate of a day.
CERTIFIED, WAITING, MISSING, EXCLUDED = "certified", "waiting", "missing", "excluded"


class Classified(TypedDict):
    """What a definition makes of a post on a day."""

    standing: str
    reason: str
    is_held: bool
    is_waiting: bool


# Reasons that come from the definition itself and not from a request.
BY_DEFINITION_SECRETARY, BY_DEFINITION_LEAVE = "definition:secretary", "definition:leave"


def covers(day: dt.date, start: str, end: str) -> Q:
    """Return a condition that the half-open stretch ``[start, end)`` holds the day."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


def home_posts_on(day: dt.date) -> QuerySet[Post]:
    """The primary post of everybody on duty on a day: one row a natural person.

    Where two employments of one person overlap (a mistake in an imported history), the one that
    began later counts. Secondments and additional posts are no home and move nobody.
    """
    on_duty = CommunityWorker.objects.on_duty_on(day)
    begun_later = on_duty.filter(person=OuterRef("worker__person")).filter(
        Q(hired_on__gt=OuterRef("worker__hired_on"))
        | Q(hired_on=OuterRef("worker__hired_on"), pk__gt=OuterRef("worker__pk"))
    )
    return (
        Post.objects.filter(covers(day, "started_on", "ended_on"), kind=PostKind.PRIMARY)
        .filter(worker__in=on_duty.values("pk"))
        .exclude(Exists(begun_later))
    )


def qualifications_on(day: dt.date, definition: RateDefinition) -> ExternalQualificationQuerySet:
    """The qualifications that count on a day under a definition."""
    return ExternalQualification.objects.held_on(
        day,
        include_exam_pass=definition.count_score_only,
        include_shanghai_local=definition.count_local_certificates,
    )


def waiting_qualifications(day: dt.date, definition: RateDefinition) -> ExternalQualificationQuerySet:
    """Qualifications under verification now that would count on the day if they pass."""
    rows = ExternalQualification.objects.waiting().filter(issued_on__lte=day)
    if not definition.count_score_only:
        rows = rows.exclude(level="senior_exam_pass")
    return rows if definition.count_local_certificates else rows.exclude(issuer="shanghai_local")


def confirmed_exclusions(day: dt.date) -> QuerySet[DenominatorExclusion]:
    """Exclusions that the district confirmed and whose days hold this one, ended ones for their days."""
    return DenominatorExclusion.objects.filter(
        covers(day, "starts_on", "ends_on"),
        Q(state="confirmed") | Q(state="ended", decided_by__isnull=False, ends_on__isnull=False),
    )


def classified_posts(day: dt.date, definition: RateDefinition) -> QuerySet[ClassifiedPost]:
    """Everybody on duty on a day with ``standing`` and, for the excluded, ``reason``.

    ``standing`` is one of CERTIFIED, WAITING, MISSING, EXCLUDED. People outside the definition's
    post categories do not appear at all.
    """
    person = OuterRef("worker__person")
    posts = home_posts_on(day)
    if definition.post_categories:
        posts = posts.filter(worker__post_category__code__in=definition.post_categories)
    excluded = confirmed_exclusions(day).filter(worker=OuterRef("worker")).order_by("-pk")
    return posts.annotate(
        reason=Coalesce(
            Subquery(excluded.values("reason")[:1], output_field=CharField()),
            _reason_by_definition(day, definition),
        ),
        is_held=Exists(qualifications_on(day, definition).filter(person=person)),
        is_waiting=Exists(waiting_qualifications(day, definition).filter(person=person)),
    ).annotate(
        standing=Case(
            When(~Q(reason=""), then=Value(EXCLUDED)),
            When(is_held=True, then=Value(CERTIFIED)),
            When(is_waiting=True, then=Value(WAITING)),
            default=Value(MISSING),
            output_field=CharField(),
        )
    )


def _reason_by_definition(day: dt.date, definition: RateDefinition) -> Case:
    on_leave = Exists(
        LeaveSpell.objects.filter(covers(day, "started_on", "ended_on"), worker=OuterRef("worker"))
    )
    whens = []
    if not definition.include_party_secretary:
        whens.append(When(worker__is_party_secretary=True, then=Value(BY_DEFINITION_SECRETARY)))
    if not definition.include_on_leave:
        whens.append(When(on_leave, then=Value(BY_DEFINITION_LEAVE)))
    return Case(*whens, default=Value(""), output_field=CharField())


__all__ = [
    "BY_DEFINITION_LEAVE",
    "BY_DEFINITION_SECRETARY",
    "CERTIFIED",
    "EXCLUDED",
    "MISSING",
    "WAITING",
    "Classified",
    "classified_posts",
    "confirmed_exclusions",
    "covers",
    "home_posts_on",
    "qualifications_on",
    "waiting_qualifications",
]
