"""An import is taken back for 24 hours, for everybody on whom nothing has changed since."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.exceptions import ImportNotUndoable
from accounts.models import (
    CommunityWorker,
    Person,
    Post,
    Role,
    RoleGrant,
    Unit,
)
from accounts.services import (
    transfer_worker,
    undo_import,
)
from tests.accounts.factories import (
    UserFactory,
    make_user_with_role,
)
from tests.accounts.rosters import DAY, nonzero, run

pytestmark = pytest.mark.django_db


def test_undo_restores_everything(towns: dict[str, Unit]) -> None:
    run({}, {"工号": "A2"}, {"工号": "A3"})
    leaver = Person.objects.get(employee_no="A2")
    user = make_user_with_role(Role.MENTOR, towns["a"], person=leaver)
    before = _state()
    outcome = run(
        {"姓名": "改名", "街镇": "乙镇", "入职日期": "2024-01-01"},
        {"工号": "A2", "状态": "离岗", "离岗日期": "2026-09-01"},
        {"工号": "A3", "手机号": "13800000003"},
        {"工号": "A4"},
    )
    assert nonzero(outcome) == {"created": 1, "updated": 1, "transferred": 1, "left": 1}
    assert _state() != before
    assert outcome.roster_import is not None
    undone = undo_import(roster_import=outcome.roster_import, by=None)

    assert (undone.restored, undone.kept) == (4, [])
    assert _state() == before
    user.refresh_from_db()
    assert (user.is_active, RoleGrant.objects.live().filter(user=user).count()) == (True, 1)
    assert undo_import(roster_import=outcome.roster_import, by=None).restored == 4


def _state() -> list[Any]:
    posts = Post.objects.order_by("pk").values("worker", "unit", "started_on", "ended_on", "kind")
    return [
        list(Person.objects.order_by("pk").values()),
        list(CommunityWorker.objects.order_by("pk").values()),
        list(posts),
    ]


def test_undo_keeps_whom_somebody_changed_since(towns: dict[str, Unit]) -> None:
    outcome = run({}, {"工号": "A2"}, {"工号": "A3"})
    assert outcome.roster_import is not None
    moved = CommunityWorker.objects.get(person__employee_no="A1")
    transfer_worker(worker=moved, unit=towns["b"], on=DAY, by=None)
    UserFactory.create(person=Person.objects.get(employee_no="A2"), username="A2", phone=None)
    undone = undo_import(roster_import=outcome.roster_import, by=None)

    assert (undone.restored, len(undone.kept)) == (1, 2)
    assert set(Person.objects.values_list("employee_no", flat=True)) == {"A1", "A2"}
    outcome.roster_import.refresh_from_db()
    assert [line["message"] for line in outcome.roster_import.report] == [why for _, why in undone.kept]


@pytest.mark.usefixtures("towns")
def test_undo_is_for_24_hours() -> None:
    outcome = run({})
    assert outcome.roster_import is not None
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)), pytest.raises(ImportNotUndoable):
        undo_import(roster_import=outcome.roster_import, by=None)
