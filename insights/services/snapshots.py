"""Freezing a day's figures."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit
from insights.exceptions import FutureDay
from insights.models import RateDefinition, RateSnapshot, RateSnapshotUnit
from insights.services.rates import certification_rates
from insights.unit_rate import UnitRate


def freeze_snapshot(*, on: dt.date, definition: RateDefinition) -> RateSnapshot:
    """Write down the rates of a day for every unit; a day already frozen is returned as it is.

    A day more than one day past is marked as computed from history. Raises :class:`FutureDay`.
    """
    today = timezone.localdate()
    if on > today:
        raise FutureDay
    with transaction.atomic():
        snapshot, created = RateSnapshot.objects.get_or_create(
            definition=definition,
            on=on,
            defaults={
                "definition_frozen": definition.frozen(),
                "is_from_history": on < today - dt.timedelta(days=1),
            },
        )
        if created:
            rates = certification_rates(on=on, definition=definition, units=Unit.objects.all())
            counted = [rate for rate in rates if rate.denominator or rate.excluded]
            RateSnapshotUnit.objects.bulk_create(_row(snapshot, rate) for rate in counted)
    return snapshot


def _row(snapshot: RateSnapshot, rate: UnitRate) -> RateSnapshotUnit:
    return RateSnapshotUnit(
        snapshot=snapshot,
        unit=rate.unit,
        numerator=rate.numerator,
        denominator=rate.denominator,
        waiting=rate.waiting,
        excluded=rate.excluded,
        excluded_reasons=dict(rate.excluded_reasons),
    )
