"""Who sees which entries."""

from accounts.models import User
from accounts.permissions import type_of_user, visible_people
from credits.models import CreditEntry
from credits.querysets import CreditEntryQuerySet


def visible_entries(user: type_of_user) -> CreditEntryQuerySet:
    """One's own entries, and those of the people one answers for."""
    return CreditEntry.objects.filter(person__in=visible_people(user).values("pk"))


def own_entries(user: type_of_user) -> CreditEntryQuerySet:
    """One's own ledger; empty for a sign-in without a person."""
    person = user.person if isinstance(user, User) else None
    return CreditEntry.objects.for_person(person) if person else CreditEntry.objects.none()
