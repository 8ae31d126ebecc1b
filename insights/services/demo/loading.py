"""The demo district as a whole: everything or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry, Person
from accounts.services import record_act
from insights.demo_people import MINIMUM, plan_district
from insights.exceptions import DemoRefused
from insights.services.definitions import current_definition
from insights.services.demo.learning import load_content, load_learning
from insights.services.demo.people import load_people
from insights.services.demo.qualifications import load_qualifications
from insights.services.demo.sign_ins import make_officers, make_roles
from insights.services.rates import rate_of
from insights.services.snapshots import freeze_snapshot
from insights.unit_rate import UnitRate

MARK = "demo.loaded"
MONTHS = 24


@dataclass(frozen=True)
class LoadedDemo:
    """What was loaded, for the command to say."""

    people: int
    rate: UnitRate


def is_loaded() -> bool:
    """Whether this database holds the demo district."""
    return AuditEntry.objects.filter(action=MARK).exists()


def load_demo(
    *,
    workers: int,
    on: dt.date,
    password: str,
    with_content: bool = True,
    force: bool = False,
    say: Callable[[str], None] = lambda words: None,
) -> LoadedDemo:
    """Fill an empty database with the synthetic district as it stands on a day; all of it or nothing.

    Raises :class:`DemoRefused` in production (unless ``force``), on a database that holds people, below
    ``MINIMUM`` workers, for a weak password and for a day to come. Figures of past days are computed
    from history and marked so.
    """
    _refuse_unless_empty(workers, on, force=force)
    with transaction.atomic():
        plan = plan_district(workers=workers, on=on)
        say("花名册")
        loaded = load_people(plan, on=on)
        officers = make_officers(loaded.units)
        say("持证")
        load_qualifications(plan, loaded, officers)
        say("角色")
        learner = make_roles(plan, loaded, officers, password=password)
        if with_content:
            say("课程、题目与学习记录")
            load_content(Path(settings.BASE_DIR) / "content")
            load_learning(plan, loaded, learner=learner)
        say("快照")
        _freeze_months(on)
        district = loaded.units["310113"]
        rate = rate_of(unit=district, on=on, definition=current_definition())
        record_act(actor=None, action=MARK, detail={"workers": workers, "on": on.isoformat()})
    return LoadedDemo(len(plan.workers), rate)


def _refuse_unless_empty(workers: int, on: dt.date, *, force: bool) -> None:
    if not (settings.DEMO_DISTRICT_ALLOWED or force):
        raise DemoRefused("生产环境不装示例数据；确实要装，加 --force。")
    if Person.objects.exists():
        raise DemoRefused("数据库里已经有人员，示例数据只装进空库。")
    if workers < MINIMUM:
        raise DemoRefused(f"至少 {MINIMUM} 人，各街镇才都有人。")
    if on > timezone.localdate():
        raise DemoRefused(f"{on} 还没有到。")


def _freeze_months(on: dt.date) -> None:
    """Freeze the month ends before the day, computed from history, so that there is a trend."""
    definition = current_definition()
    day = on.replace(day=1)
    for _ in range(MONTHS):
        last = day - dt.timedelta(days=1)
        freeze_snapshot(on=last, definition=definition)
        day = last.replace(day=1)
