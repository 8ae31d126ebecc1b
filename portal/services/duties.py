"""What an officer or a trainer meets first: the own rate, and what waits for a decision."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role, User
from accounts.permissions import OFFICER_ROLES, has_role, visible_workers
from certificates.permissions import qualifications_by_duty
from courses.models import CoursePage
from insights.permissions import can_see_figures, topmost_units
from insights.services import card, current_definition, headline, rate_of, waiting_words
from portal.services.parts import DutyHome, Line

_EDITORS = (Role.TRAINER, Role.ITEM_REVIEWER)


def duty_home(*, user: User, on: dt.date) -> DutyHome | None:
    """Compose the page of somebody with a duty; None for whoever only learns."""
    lines = [*_officer_lines(user), *_editor_lines(user)]
    units = topmost_units(user) if can_see_figures(user) else []
    if not units:
        return DutyHome(_summary(lines), lines=lines) if lines or has_role(user, *_EDITORS) else None
    definition = current_definition()
    rate = rate_of(unit=units[0], on=on, definition=definition)
    return DutyHome(
        sentence=headline(rate),
        rate=rate,
        rate_card=card(rate, on, definition, today=on),
        rate_waiting=waiting_words(rate),
        lines=lines,
    )


def _summary(lines: list[Line]) -> str:
    return _("Something waits for you") if lines else _("Nothing waits for you")


def _officer_lines(user: User) -> list[Line]:
    if not has_role(user, *OFFICER_ROLES):
        return []
    lines = []
    waiting = qualifications_by_duty(user).waiting().count()
    if waiting:
        words = ngettext(
            "%(count)s qualification waits for verification",
            "%(count)s qualifications wait for verification",
            waiting,
        )
        lines.append(
            Line(
                words % {"count": waiting},
                _("One by one, or a whole official list at once"),
                reverse("certificates:queue"),
            )
        )
    lines += _activation_lines(user)
    return lines


def _activation_lines(user: User) -> list[Line]:
    counted = visible_workers(user).on_duty().filter(person__user__isnull=True)
    without = counted.aggregate(people=Count("person", distinct=True))["people"]
    if not without:
        return []
    words = ngettext(
        "%(count)s colleague has not signed in yet", "%(count)s colleagues have not signed in yet", without
    )
    return [
        Line(
            words % {"count": without},
            _("Hand out activation codes from the roster"),
            reverse("accounts:roster"),
        )
    ]


def _editor_lines(user: User) -> list[Line]:
    if not has_role(user, *_EDITORS):
        return []
    drafts = CoursePage.objects.filter(has_unpublished_changes=True).count()
    if not drafts:
        return []
    words = ngettext(
        "%(count)s course has changes that learners do not see",
        "%(count)s courses have changes that learners do not see",
        drafts,
    )
    return [
        Line(
            words % {"count": drafts},
            _("Publish, then release an edition"),
            reverse("wagtailadmin_explore_root"),
        )
    ]
