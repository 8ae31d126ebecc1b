"""Writes of the ledger."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.services import record_act
from credits.exceptions import AlreadyCountered, NoRuleInForce
from credits.models import CreditCategory, CreditEntry, CreditRule
from credits.querysets import CreditEntryQuerySet

__all__ = ["counter_entry", "record_minutes"]


def record_minutes(
    *,
    person: Person,
    minutes: int,
    category: CreditCategory,
    source_kind: str,
    source_key: str,
    occurred_on: dt.date,
    explanation: Mapping[str, Any],
) -> CreditEntry:
    """Credit minutes under the rule in force that day; what the rule counts once is written once.

    Returns the entry that stands: a new one, or the earlier one of the same source within the
    rule's period. The same event reported again changes nothing, also after it was countered.
    Raises :class:`NoRuleInForce`.
    """
    rule = _rule_for(category, occurred_on)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        earlier = CreditEntry.objects.for_person(person).from_source(source_kind, source_key)
        counted = _already_counted(earlier, rule, occurred_on)
        if counted:
            return counted
        return CreditEntry.objects.create(
            person=person,
            minutes=minutes,
            category=category,
            source_kind=source_kind,
            source_key=source_key,
            occurrence=earlier.count() + 1,
            occurred_on=occurred_on,
            rule=rule,
            explanation=dict(explanation),
        )


def counter_entry(*, entry: CreditEntry, by: User, reason: str) -> CreditEntry:
    """Take an entry back by a line of its own; doing it twice returns the first one.

    Raises :class:`AlreadyCountered` for a counter-entry.
    """
    with transaction.atomic():
        entry = CreditEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if entry.counters_id:
            raise AlreadyCountered(_("This line already takes another one back."))
        counter, created = CreditEntry.objects.get_or_create(
            counters=entry,
            defaults={
                "person_id": entry.person_id,
                "minutes": -entry.minutes,
                "category": entry.category,
                "source_kind": entry.source_kind,
                "source_key": entry.source_key,
                "occurrence": entry.occurrence,
                "occurred_on": entry.occurred_on,
                "rule_id": entry.rule_id,
                "explanation": {
                    "kind": "countered",
                    "day": entry.occurred_on.isoformat(),
                    "reason": reason,
                },
                "created_by": by,
            },
        )
        if created:
            record_act(actor=by, action="credit.countered", target=entry, detail={"reason": reason})
    return counter


def _rule_for(category: CreditCategory, day: dt.date) -> CreditRule:
    rule = CreditRule.objects.in_force_on(day).filter(category=category).order_by("-version").first()
    if rule is None:
        raise NoRuleInForce(_("No credit rule for this category holds on %(day)s.") % {"day": day})
    return rule


def _already_counted(
    earlier: CreditEntryQuerySet, rule: CreditRule, occurred_on: dt.date
) -> CreditEntry | None:
    since = _months_before(occurred_on, rule.once_in_months)
    same_event = Q(occurred_on=occurred_on)
    within_period = Q(occurred_on__gt=since, countered_by__isnull=True)
    return earlier.filter(same_event | within_period).order_by("-occurred_on").first()


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the day so many months earlier; 31 August minus six months is 28 February."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)
