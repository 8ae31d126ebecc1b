"""The people behind a number, and the list as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Unit, User
from accounts.querysets import within
from accounts.services import record_act
from certificates.models import ExternalQualification
from insights.models import RateDefinition
from insights.permissions import nameable_workers
from insights.querysets import qualifications_on, waiting_qualifications
from insights.services.rates import people_behind, reason_in_words
from lms.lib.sheets import write_sheet

if TYPE_CHECKING:
    from insights.querysets import ClassifiedPost

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def named_people(
    *, user: User, unit: Unit, which: str, on: dt.date, definition: RateDefinition
) -> QuerySet[ClassifiedPost]:
    """The people behind a unit's number whom the user may name, by unit and name.

    Somebody who has moved to a unit out of the user's sight since that day counts in the number and
    has no line here.
    """
    rows = people_behind(unit=unit, which=which, on=on, definition=definition)
    workers = nameable_workers(user)
    return rows.filter(worker__in=workers.values("pk")).order_by("unit__path", "worker__person__name", "pk")


def narrowed(
    rows: QuerySet[ClassifiedPost], *, words: str = "", within_unit: Unit | None = None
) -> QuerySet[ClassifiedPost]:
    """Only those whose name or employee number holds the words, and in or below one unit."""
    if words:
        rows = rows.filter(
            Q(worker__person__name__icontains=words) | Q(worker__person__employee_no__icontains=words)
        )
    return rows.filter(within([within_unit], "unit__")) if within_unit else rows


def qualifications_of(
    posts: Iterable[ClassifiedPost], *, on: dt.date, definition: RateDefinition
) -> dict[int, list[ExternalQualification]]:
    """The qualifications that count or wait, by person; two queries for any number of posts."""
    people = [post.worker.person_id for post in posts]
    found: dict[int, list[ExternalQualification]] = {person: [] for person in people}
    for rows in (qualifications_on(on, definition), waiting_qualifications(on, definition)):
        for qualification in rows.filter(person__in=people).order_by("-issued_on"):
            found[qualification.person_id].append(qualification)
    return found


def export_people(
    *,
    user: User,
    unit: Unit,
    which: str,
    on: dt.date,
    definition: RateDefinition,
    ip_address: str | None = None,
) -> bytes:
    """Return the list behind a number as .xlsx and write the act into the audit log.

    Holds no phone number and no certificate number: the reader needs to know who, not more.
    """
    posts = list(named_people(user=user, unit=unit, which=which, on=on, definition=definition))
    held = qualifications_of(posts, on=on, definition=definition)
    headers = [
        _("Employee number"),
        _("Name"),
        _("Home unit on the day"),
        _("Post category"),
        pgettext("figures", "Standing"),
        pgettext("figures", "Qualification"),
        _("Issued on"),
        _("Reason for not being counted"),
    ]
    rows = [_line(post, held[post.worker.person_id]) for post in posts]
    data = write_sheet(
        name=f"{on:%Y-%m-%d}", headers=headers, rows=rows, widths=[14, 14, 24, 18, 10, 18, 12, 30]
    )
    record_act(
        actor=user,
        action="figures.exported",
        unit=unit,
        ip_address=ip_address,
        detail={"which": which, "on": on.isoformat(), "rows": len(rows), "definition": definition.version},
    )
    return data


def standing_in_words(standing: str) -> str:
    """Say what somebody is for the rate."""
    return {
        "certified": _("certified"),
        "waiting": _("waiting for verification"),
        "missing": _("not yet certified"),
        "excluded": pgettext("figures", "excluded"),
    }[standing]


def _line(post: ClassifiedPost, qualifications: list[ExternalQualification]) -> list[str]:
    worker = post.worker
    return [
        worker.person.employee_no or "",
        worker.person.name,
        post.unit.name,
        worker.post_category.name if worker.post_category else "",
        standing_in_words(post.standing),
        "、".join(str(qualification.get_level_display()) for qualification in qualifications),
        qualifications[0].issued_on.isoformat() if qualifications else "",
        reason_in_words(post.reason),
    ]
