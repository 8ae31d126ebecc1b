"""A snapshot says what was counted then, whatever changes later."""

import datetime as dt

import pytest
from django.utils import timezone

from insights.exceptions import FutureDay, SnapshotIsFrozen
from insights.models import RateSnapshot, RateSnapshotUnit
from insights.services import adopt_definition, current_definition, freeze_snapshot
from insights.tasks import freeze_daily_snapshot
from tests.accounts.factories import make_district, make_street_town
from tests.insights.factories import DAY, DenominatorExclusionFactory, heads, make_worker

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    unit = make_street_town()
    make_worker(unit, certified=True)
    make_worker(unit, waiting=True)
    DenominatorExclusionFactory.create(worker=make_worker(unit))

    snapshot = freeze_snapshot(on=DAY, definition=current_definition())

    row = snapshot.rows.get(unit=make_district())
    assert (row.numerator, row.denominator, row.waiting) == (1, 2, 1)
    assert (row.excluded, row.excluded_reasons) == (1, {"借调区外机关": 1})
    assert snapshot.definition_frozen["include_party_secretary"] is True
    assert snapshot.is_from_history


def test_a_changed_definition_moves_today_and_not_the_snapshot() -> None:
    unit = make_street_town()
    make_worker(unit, certified=True, is_party_secretary=True)
    make_worker(unit)
    snapshot = freeze_snapshot(on=DAY, definition=current_definition())

    adopt_definition(version="2026-02", by=None, include_party_secretary=False)

    row = snapshot.rows.get(unit=unit)
    assert heads(unit) == (0, 1)
    assert (row.numerator, row.denominator) == (1, 2)
    assert RateSnapshot.objects.get().definition_frozen["version"] == "2026-01"


def test_freezing_twice_keeps_the_first() -> None:
    unit = make_street_town()
    make_worker(unit)
    first = freeze_snapshot(on=DAY, definition=current_definition())
    make_worker(unit, certified=True)

    second = freeze_snapshot(on=DAY, definition=current_definition())

    assert second == first
    assert second.rows.get(unit=unit).denominator == 1


def test_nothing_changes_a_frozen_row() -> None:
    make_worker(make_street_town())
    snapshot = freeze_snapshot(on=DAY, definition=current_definition())
    row = snapshot.rows.all()[0]

    for act in (row.save, row.delete, snapshot.save, snapshot.delete):
        with pytest.raises(SnapshotIsFrozen):
            act()
    with pytest.raises(SnapshotIsFrozen):
        RateSnapshotUnit.objects.update(numerator=0)
    with pytest.raises(SnapshotIsFrozen):
        RateSnapshot.objects.all().delete()


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(FutureDay):
        freeze_snapshot(on=timezone.localdate() + dt.timedelta(days=1), definition=current_definition())


def test_the_daily_task_freezes_yesterday_once() -> None:
    make_worker(make_street_town())

    freeze_daily_snapshot()
    freeze_daily_snapshot()

    snapshot = RateSnapshot.objects.get()
    assert snapshot.on == timezone.localdate() - dt.timedelta(days=1)
    assert not snapshot.is_from_history
