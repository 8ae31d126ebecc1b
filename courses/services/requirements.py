"""Slots that upper apps fill: what a course asks besides its lessons."""

import datetime as dt
from collections.abc import Callable
from typing import Final, TypedDict

from django.db import transaction

from accounts.models import Person
from courses.models import (
    CourseRequirement,
    EditionRequirement,
    Enrolment,
    EnrolmentState,
    RequirementMet,
)
from courses.services.completion import complete_if_done


class RequirementLink(TypedDict):
    """How an upper app shows its requirement on the course page."""

    url: str
    label: str
    state: str


Renderer = Callable[[Enrolment, EditionRequirement], RequirementLink]
_RENDERERS: Final[dict[str, Renderer]] = {}


def register_requirement_renderer(kind: str, renderer: Renderer) -> None:
    """Let an upper app show its kind of requirement; called in its ``apps.ready()``."""
    _RENDERERS[kind] = renderer


def render_requirement(enrolment: Enrolment, requirement: EditionRequirement) -> RequirementLink:
    """Return address, label and state in words; a kind nobody renders has its title only."""
    renderer = _RENDERERS.get(requirement.kind)
    return (
        renderer(enrolment, requirement) if renderer else {"url": "", "label": requirement.title, "state": ""}
    )


class AwardLink(TypedDict):
    """What an upper app gave for a completed course, as a link on its page."""

    url: str
    label: str


AwardRenderer = Callable[[Enrolment], AwardLink | None]
_AWARDS: Final[list[AwardRenderer]] = []


def register_award_renderer(renderer: AwardRenderer) -> None:
    """Let an upper app show what a completion earned; called in its ``apps.ready()``."""
    if renderer not in _AWARDS:
        _AWARDS.append(renderer)


def render_awards(enrolment: Enrolment) -> list[AwardLink]:
    """Return the links of everything that upper apps gave for this enrolment."""
    return [link for renderer in _AWARDS if (link := renderer(enrolment))]


def require(*, course_code: str, kind: str, key: str, title: str) -> CourseRequirement:
    """Ask something of a course from its next release on; asking again only changes the title."""
    requirement, _created = CourseRequirement.objects.update_or_create(
        course_code=course_code, kind=kind, key=key, defaults={"title": title}
    )
    return requirement


def meet_requirement(*, person: Person, kind: str, key: str, met_at: dt.datetime) -> list[Enrolment]:
    """Note that somebody met a requirement, in every active enrolment that asks for it.

    Safe to call twice: the first instant stays. Returns the enrolments that asked for it.
    """
    with transaction.atomic():
        asking = (
            Enrolment.objects.for_person(person)
            .active()
            .filter(edition__requirements__kind=kind, edition__requirements__key=key)
        )
        enrolments = list(
            Enrolment.objects.select_for_update(of=("self",))
            .filter(pk__in=asking.values("pk"))
            .order_by("pk")
        )
        for enrolment in enrolments:
            if enrolment.state == EnrolmentState.ACTIVE:
                _meet(enrolment, kind, key, met_at)
    return enrolments


def _meet(enrolment: Enrolment, kind: str, key: str, met_at: dt.datetime) -> None:
    requirement = EditionRequirement.objects.get(edition_id=enrolment.edition_id, kind=kind, key=key)
    RequirementMet.objects.get_or_create(
        enrolment=enrolment, requirement=requirement, defaults={"met_at": met_at}
    )
    complete_if_done(enrolment)
