"""Units, posts and people of the demo district, through the import that officers use."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from accounts.models import CommunityWorker, Person, Unit
from accounts.services import (
    import_posts,
    import_roster,
    import_units,
    request_exclusion,
    second_worker,
    start_leave,
    transfer_worker,
)
from insights.exceptions import DemoRefused

if TYPE_CHECKING:
    from insights.demo_people import DemoDistrict, DemoWorker

HEADERS = (
    *("工号", "姓名", "手机号", "街镇", "居民区", "岗位类别", "岗位等级", "学历", "出生年份"),
    *("入职日期", "状态", "离岗日期", "是否书记"),
)
_TENS = ("一", "二", "三", "四", "五", "六", "七", "八", "九")
_GRADES = (*_TENS, "十", *(f"十{ones}" for ones in _TENS[:8]))


@dataclass(frozen=True)
class LoadedPeople:
    """Rows by code and by number: ``workers`` and ``people`` by the number of the specimen."""

    units: dict[str, Unit]
    workers: dict[int, CommunityWorker]
    people: dict[int, Person]


def load_people(plan: DemoDistrict, *, on: dt.date) -> LoadedPeople:
    """Import units, posts and the roster, then play the histories one by one."""
    content = Path(settings.BASE_DIR) / "content"
    _refuse_errors(import_posts(data=(content / "posts.csv").read_bytes(), by=None).errors)
    _refuse_errors(import_units(data=_units(content, plan), by=None).errors)
    district = Unit.objects.get(depth=1)
    outcome = import_roster(data=_roster(plan), file_name="示例花名册.csv", unit=district, by=None, as_of=on)
    _refuse_errors(outcome.errors)
    loaded = _loaded(plan)
    for specimen in plan.workers:
        _play(specimen, loaded, on)
    return loaded


def _refuse_errors(errors: object) -> None:
    if errors:
        raise DemoRefused(f"示例数据自身有错：{errors}")


def _units(content: Path, plan: DemoDistrict) -> bytes:
    given = (content / "units.csv").read_text(encoding="utf-8-sig").rstrip("\n")
    lines = [f"{area.code},{area.name},居民区,{area.street_code},,," for area in plan.areas]
    return "\n".join([given, *lines]).encode()


def _roster(plan: DemoDistrict) -> bytes:
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(HEADERS)
    for worker in plan.workers:
        street, home = worker.first_home or (worker.street_code, worker.home)
        table.writerow(
            [
                worker.employee_no,
                worker.name,
                worker.phone,
                street,
                "本级" if home == street else home,
                worker.category,
                _grade(worker),
                worker.education,
                worker.birth_year,
                worker.hired_on.isoformat(),
                worker.left_kind or "在岗",
                worker.left_on.isoformat() if worker.left_on else "",
                "是" if worker.is_secretary else "否",
            ]
        )
    return file.getvalue().encode()


def _grade(worker: DemoWorker) -> str:
    years = 2030 - worker.hired_on.year
    return f"{_GRADES[min(17, years // 2 + (4 if worker.is_secretary else 0))]}级"


def _loaded(plan: DemoDistrict) -> LoadedPeople:
    rows = CommunityWorker.objects.select_related("person")
    by_number = {worker.person.employee_no: worker for worker in rows}
    workers = {specimen.number: by_number[specimen.employee_no] for specimen in plan.workers}
    people = {number: worker.person for number, worker in workers.items()}
    return LoadedPeople({unit.code: unit for unit in Unit.objects.all()}, workers, people)


def _play(specimen: DemoWorker, loaded: LoadedPeople, on: dt.date) -> None:
    worker = loaded.workers[specimen.number]
    if specimen.moved_on:
        unit = loaded.units[specimen.home]
        loaded.workers[specimen.number] = transfer_worker(
            worker=worker, unit=unit, on=specimen.moved_on, by=None
        )
    if specimen.lent_to:
        day = on - dt.timedelta(days=120)
        second_worker(worker=worker, unit=loaded.units[specimen.lent_to], on=day, by=None, title="项目支援")
    if specimen.leave:
        start_leave(worker=worker, reason=specimen.leave, on=on - dt.timedelta(days=60), by=None)
    if specimen.exclusion:
        starts_on = on - dt.timedelta(days=200)
        request_exclusion(worker=worker, reason=specimen.exclusion, starts_on=starts_on, by=None)
