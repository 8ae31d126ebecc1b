"""How a rate and its definition are put in words; computes strings, knows no rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

if TYPE_CHECKING:
    from insights.models import RateDefinition
    from insights.unit_rate import UnitRate


def headline(rate: UnitRate) -> str:
    """Say the fact and the gap: 离 60% 还差 37 人."""
    if not rate.denominator:
        return _("Nobody is on the roster yet")
    if rate.missing:
        words = ngettext(
            "%(count)s head short of %(target)s%%", "%(count)s heads short of %(target)s%%", rate.missing
        )
        return words % {"count": rate.missing, "target": rate.target_percent}
    if rate.surplus:
        words = ngettext(
            "%(target)s%% reached, %(count)s head over",
            "%(target)s%% reached, %(count)s heads over",
            rate.surplus,
        )
        return words % {"count": rate.surplus, "target": rate.target_percent}
    return _("%(target)s%% reached, with no head to spare") % {"target": rate.target_percent}


def card(rate: UnitRate, on: dt.date, definition: RateDefinition, *, today: dt.date) -> str:
    """The words under every rate: （1526/2600，差 34）· 9-30 在岗 · 已核验 · 含书记 · 系统计算."""
    gap = _("%(count)s short") % {"count": rate.missing} if rate.missing else pgettext("figures", "reached")
    if not rate.denominator:
        gap = _("nobody counted")
    heads = _(" (%(numerator)s/%(denominator)s, %(gap)s) ") % {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "gap": gap,
    }
    day = _("on duty on %(day)s") % {"day": short_day(on, today)}
    return f"{heads}· " + " · ".join([day, *switches_in_brief(definition), _("system computed")])


def full_card(rate: UnitRate, on: dt.date, definition: RateDefinition, *, today: dt.date) -> str:
    """The rate and its card in one line."""
    return rate.shown + card(rate, on, definition, today=today)


def short_day(day: dt.date, today: dt.date) -> str:
    """9-30 in this year, 2025-9-30 in another."""
    return f"{day.month}-{day.day}" if day.year == today.year else f"{day.year}-{day.month}-{day.day}"


def day_query(day: dt.date, today: dt.date) -> str:
    """The address part that keeps a past day from page to page; nothing for today."""
    return "" if day == today else f"?on={day:%Y-%m-%d}"


def switches_in_brief(definition: RateDefinition) -> list[str]:
    """The switches that a reader must know, in two or three words each."""
    words = [
        pgettext("figures", "verified"),
        _("with secretaries") if definition.include_party_secretary else _("without secretaries"),
    ]
    if not definition.include_on_leave:
        words.append(_("without long leave"))
    if definition.count_score_only:
        words.append(_("with exam passes"))
    if definition.count_local_certificates:
        words.append(_("with local certificates"))
    if definition.post_categories:
        words.append(_("some posts only"))
    return words


def waiting_words(rate: UnitRate) -> str:
    """41 人待核验；若全部通过 60.2%; empty when nobody waits."""
    if not rate.waiting:
        return ""
    words = _("%(count)s waiting; if all pass %(percent)s")
    return words % {"count": rate.waiting, "percent": rate.shown_if_all_pass}


def definition_in_words(definition: RateDefinition) -> list[tuple[str, str]]:
    """Each switch with what it is set to, for the page that explains the number."""
    yes, no = pgettext("figures", "yes"), pgettext("figures", "no")

    def said(flag: bool) -> str:
        return yes if flag else no

    posts = "、".join(definition.post_categories) or _("all posts")
    local = _("Local certificates of the years before the national exam")
    return [
        (_("Counted below the line"), _("everybody on duty on the day, each person once")),
        (_("Counted above the line"), _("of these, holders of a verified certificate issued by that day")),
        (_("Party secretaries of residential areas"), said(definition.include_party_secretary)),
        (_("People on long leave"), said(definition.include_on_leave)),
        (_("Registration must be valid"), said(definition.require_registration_valid)),
        (_("Exam passed, certificate not yet issued"), said(definition.count_score_only)),
        (local, said(definition.count_local_certificates)),
        (pgettext("figures", "Posts"), posts),
        (pgettext("figures", "Target"), f"{definition.target_percent}%"),
    ]
