"""A roster is checked row by row, then written as a whole, and undone."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.exceptions import RosterRefused
from accounts.models import (
    AuditEntry,
    CommunityWorker,
    DenominatorExclusion,
    LeaveSpell,
    Person,
    Post,
    Role,
    RosterImport,
    Unit,
)
from accounts.models.roster import ImportState
from accounts.services import (
    apply_import,
    check_import,
    decide_exclusion,
    import_roster,
    request_apply,
    upload_roster,
)
from accounts.tasks import resume_roster_imports, work_on_roster_import
from tests.accounts.factories import (
    CommunityWorkerFactory,
    PersonFactory,
    UserFactory,
    make_district,
    make_user_with_role,
)
from tests.accounts.rosters import DAY, nonzero, run, table

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
def test_it_works(towns: dict[str, Unit]) -> None:
    outcome = run(
        {"居民区": "一居", "手机号": "13800000001", "学历": "本科", "出生年份": "1988", "是否书记": "是"}
    )

    worker = CommunityWorker.objects.get()
    assert (nonzero(outcome), outcome.written) == ({"created": 1}, True)
    assert (worker.person.name, worker.person.phone, worker.person.birth_year) == (
        "林示例",
        "13800000001",
        1988,
    )
    assert (worker.unit, worker.education, worker.is_party_secretary) == (towns["area"], "bachelor", True)
    assert list(Post.objects.values_list("unit", "started_on", "ended_on")) == [
        (towns["area"].pk, dt.date(2024, 3, 1), None)
    ]
    assert AuditEntry.objects.filter(action="roster.imported").count() == 1


@pytest.mark.usefixtures("towns")
def test_a_second_run_changes_nothing() -> None:
    rows = (
        {"手机号": "13800000001"},
        {"工号": "A2", "状态": "离岗", "离岗日期": "2026-01-01"},
        {"工号": "A3", "是否计入持证率": "否", "不计入原因": "借调外单位"},
        {"工号": "", "手机号": "13800000004"},
    )
    assert nonzero(run(*rows)) == {"created": 4}
    before = (
        list(Person.objects.values()),
        list(CommunityWorker.objects.values()),
        list(Post.objects.values()),
    )
    assert nonzero(run(*rows)) == {"unchanged": 4}
    assert before == (
        list(Person.objects.values()),
        list(CommunityWorker.objects.values()),
        list(Post.objects.values()),
    )


def test_a_transfer_closes_one_post_and_opens_the_next(towns: dict[str, Unit]) -> None:
    run({})
    assert nonzero(run({"街镇": "乙镇"})) == {"transferred": 1}
    assert nonzero(run({"街镇": "乙镇", "状态": "调动"})) == {"unchanged": 1}
    posts = Post.objects.order_by("started_on").values_list("unit", "started_on", "ended_on")
    assert list(posts) == [
        (towns["a"].pk, dt.date(2024, 3, 1), DAY),
        (towns["b"].pk, DAY, None),
    ]
    assert CommunityWorker.objects.get().unit == towns["b"]


def test_a_blank_area_keeps_the_present_one(towns: dict[str, Unit]) -> None:
    run({"居民区": "一居"})
    assert nonzero(run({"居民区": ""})) == {"unchanged": 1}
    assert nonzero(run({"居民区": "本级"})) == {"transferred": 1}
    assert CommunityWorker.objects.get().unit == towns["a"]


@pytest.mark.usefixtures("towns")
def test_leaving_ends_everything_that_hangs_on_the_employment() -> None:
    run({})
    worker = CommunityWorker.objects.get()
    user = UserFactory.create(person=worker.person, username="A1", phone=None)
    LeaveSpell.objects.create(worker=worker, reason="产假", started_on=dt.date(2026, 2, 1))
    assert nonzero(run({"状态": "离岗", "离岗日期": "2026-09-01"})) == {"left": 1}

    worker.refresh_from_db()
    user.refresh_from_db()
    assert (worker.left_on, worker.left_kind) == (dt.date(2026, 9, 1), "off_duty")
    assert Post.objects.get().ended_on == LeaveSpell.objects.get().ended_on == worker.left_on
    assert not user.is_active


@pytest.mark.usefixtures("towns")
def test_transferred_with_a_day_is_out_of_the_district() -> None:
    run({})
    assert nonzero(run({"状态": "调动", "离岗日期": "2026-09-01"})) == {"left": 1}
    assert CommunityWorker.objects.get().left_kind == "transferred"


def test_somebody_who_left_is_hired_again_with_a_later_day(towns: dict[str, Unit]) -> None:
    run({})
    user = UserFactory.create(person=Person.objects.get(), username="A1", phone=None)
    run({"状态": "离岗", "离岗日期": "2026-05-01"})
    refused = run({})
    assert [(error.row, error.column) for error in refused.errors] == [(2, "入职日期")]
    assert nonzero(run({"街镇": "乙镇", "入职日期": "2026-06-01"})) == {"rehired": 1}

    user.refresh_from_db()
    assert user.is_active
    assert CommunityWorker.objects.count() == 2
    assert CommunityWorker.objects.on_duty().get().unit == towns["b"]


@pytest.mark.usefixtures("towns")
def test_people_missing_from_the_file_are_left_alone() -> None:
    run({}, {"工号": "A2"})
    assert nonzero(run({})) == {"unchanged": 1}
    assert CommunityWorker.objects.on_duty().count() == 2


@pytest.mark.usefixtures("towns")
def test_two_people_swap_their_phones() -> None:
    run({"手机号": "13800000001"}, {"工号": "A2", "手机号": "13800000002"})
    user = UserFactory.create(person=Person.objects.get(employee_no="A1"), username="A1", phone="13800000001")
    swapped = run({"手机号": "13800000002"}, {"工号": "A2", "手机号": "13800000001"})

    user.refresh_from_db()
    assert nonzero(swapped) == {"updated": 2}
    assert Person.objects.get(employee_no="A1").phone == user.phone == "13800000002"


@pytest.mark.usefixtures("towns")
def test_a_phone_of_another_person_is_refused() -> None:
    run({"手机号": "13800000001"})
    outcome = run({"工号": "A2", "姓名": "别人", "手机号": "13800000001"})
    assert [(error.row, error.column) for error in outcome.errors] == [(2, "手机号")]
    assert "林**" in outcome.errors[0].message


@pytest.mark.usefixtures("towns")
def test_a_person_known_by_phone_gains_an_employee_number() -> None:
    run({"工号": "", "手机号": "13800000001"})
    assert nonzero(run({"手机号": "13800000001"})) == {"updated": 1}
    assert Person.objects.get().employee_no == "A1"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"街镇": "没有街道"}, "街镇"),
        ({"居民区": "九居"}, "居民区"),
        ({"岗位类别": "没有"}, "岗位类别"),
        ({"岗位等级": "没有"}, "岗位等级"),
        ({"入职日期": "2030-01-01"}, "入职日期"),
        ({"状态": "离岗", "离岗日期": "2030-01-01"}, "离岗日期"),
    ],
)
@pytest.mark.usefixtures("towns")
def test_one_bad_row_and_nothing_is_written(row: dict[str, str], column: str) -> None:
    outcome = run({"工号": "A8"}, {"工号": "A9"} | row)
    assert [(error.row, error.column) for error in outcome.errors] == [(3, column)]
    assert (outcome.written, Person.objects.count(), RosterImport.objects.count()) == (False, 0, 0)

    skipped = run({"工号": "A8"}, {"工号": "A9"} | row, skip_bad_rows=True)
    assert (nonzero(skipped), skipped.written) == ({"created": 1, "refused": 1}, True)


def test_a_closed_unit_takes_nobody(towns: dict[str, Unit]) -> None:
    Unit.objects.filter(pk=towns["b"].pk).update(closed_on=dt.date(2026, 1, 1))
    assert run({"街镇": "乙镇"}).errors[0].column == "街镇"


def test_an_officer_writes_within_the_own_unit(towns: dict[str, Unit]) -> None:
    run({}, {"工号": "B1", "街镇": "乙镇"})
    foreign = run({"工号": "A5", "街镇": "乙镇"}, unit=towns["a"])
    assert [error.column for error in foreign.errors] == ["街镇"]
    pulled = run({"工号": "B1"}, unit=towns["a"])
    assert [error.column for error in pulled.errors] == ["工号"]
    assert nonzero(run({}, {"工号": "A5"}, unit=towns["a"])) == {"created": 1, "unchanged": 1}


@pytest.mark.usefixtures("towns")
def test_not_counted_waits_for_the_district() -> None:
    row = {"是否计入持证率": "否", "不计入原因": "借调外单位"}
    run({})
    assert nonzero(run(row)) == {"updated": 1}
    request = DenominatorExclusion.objects.get()
    assert (request.state, request.reason, request.starts_on) == ("requested", "借调外单位", DAY)

    decide_exclusion(
        exclusion=request, by=make_user_with_role(Role.DISTRICT_OFFICER), is_confirmed=False, note="仍在岗"
    )
    assert nonzero(run(row)) == {"unchanged": 1}
    assert nonzero(run(row | {"不计入原因": "长期病休"})) == {"updated": 1}


@pytest.mark.usefixtures("towns")
def test_a_corrected_hiring_date_moves_the_first_post() -> None:
    run({})
    assert nonzero(run({"入职日期": "2023-01-01"})) == {"updated": 1}
    assert Post.objects.get().started_on == CommunityWorker.objects.get().hired_on == dt.date(2023, 1, 1)


def upload(*rows: dict[str, str]) -> RosterImport:
    officer = make_user_with_role(Role.DISTRICT_OFFICER)
    return upload_roster(data=table(*rows), file_name="r.csv", unit=make_district(), by=officer, as_of=DAY)


@pytest.mark.usefixtures("towns")
def test_in_the_background_it_is_checked_then_written() -> None:
    roster_import = upload({}, {"工号": "A2"})
    for _ in range(2):
        work_on_roster_import(roster_import.pk)
    roster_import.refresh_from_db()
    assert (roster_import.state, roster_import.rows_total) == (ImportState.CHECKED, 2)
    assert Person.objects.filter(employee_no__startswith="A").count() == 0

    request_apply(roster_import=roster_import, skip_bad_rows=False)
    for _ in range(2):
        work_on_roster_import(roster_import.pk)
    roster_import.refresh_from_db()
    assert (roster_import.state, roster_import.counts["created"], roster_import.file.name) == (
        "applied",
        2,
        "",
    )


@pytest.mark.usefixtures("towns")
def test_bad_rows_are_skipped_only_on_demand() -> None:
    roster_import = check_import(roster_import=upload({}, {"工号": "A2", "街镇": "没有"}))
    with pytest.raises(RosterRefused):
        request_apply(roster_import=roster_import, skip_bad_rows=False)
    roster_import = request_apply(roster_import=roster_import, skip_bad_rows=True)
    assert apply_import(roster_import=roster_import).counts["created"] == 1


@pytest.mark.usefixtures("towns")
def test_a_file_with_identity_numbers_is_never_kept() -> None:
    with pytest.raises(RosterRefused):
        upload({"备注": "310113199001011234"})
    assert RosterImport.objects.count() == 0


@pytest.mark.usefixtures("towns")
def test_the_sweep_takes_up_what_a_lost_worker_left() -> None:
    roster_import = upload({})
    resume_roster_imports()
    roster_import.refresh_from_db()
    assert roster_import.state == ImportState.CHECKED

    RosterImport.objects.update(
        state=ImportState.APPLYING, state_changed_at=timezone.now() - dt.timedelta(minutes=30)
    )
    resume_roster_imports()
    roster_import.refresh_from_db()
    assert roster_import.state == ImportState.APPLIED


@pytest.mark.usefixtures("towns")
def test_an_old_file_is_dropped() -> None:
    roster_import = check_import(roster_import=upload({}))
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        resume_roster_imports()
    roster_import.refresh_from_db()
    assert (roster_import.state, roster_import.file.name) == (ImportState.REFUSED, "")


@pytest.mark.usefixtures("towns")
def test_statements_grow_with_batches_and_not_with_rows() -> None:
    def statements(size: int) -> int:
        rows = [{"工号": f"Q{size}X{number}"} for number in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            run(*rows)
        return len(queries)

    assert statements(60) == statements(15)


@pytest.mark.usefixtures("towns")
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(table({}, {"工号": "A2"}))
    call_command("import_roster", file, "--dry-run", "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["counts"]["created"], said["errors"], said["written"]) == (2, [], False)

    call_command("import_roster", file, "--as-of", "2026-10-01")
    assert "created=2" in capsys.readouterr().out
    file.write_bytes(table({}, {"工号": "A3", "街镇": "没有"}))
    with pytest.raises(SystemExit) as left:
        call_command("import_roster", file, "--json")
    said = json.loads(capsys.readouterr().out)
    assert (left.value.code, said["written"]) == (1, False)
    assert (said["errors"][0]["row"], said["errors"][0]["column"]) == (3, "街镇")

    file.write_bytes(table({"身份证号": "1"}))
    with pytest.raises(SystemExit):
        call_command("import_roster", file, "--json")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_write_everybody_once(towns: dict[str, Unit]) -> None:
    rows = [{"工号": f"A{number}"} for number in range(50)]
    district, data, failed = towns["district"], table(*rows), []

    def work() -> None:
        try:
            import_roster(data=data, file_name="r.csv", unit=district, by=None, as_of=DAY)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert CommunityWorker.objects.count() == Person.objects.count() == 50


def test_somebody_of_the_talent_pool_is_hired(towns: dict[str, Unit]) -> None:
    person = PersonFactory.create(name="林示例", employee_no=None, phone="13800000001")
    assert nonzero(run({"手机号": "13800000001"})) == {"created": 1}
    person.refresh_from_db()
    assert person.employee_no == "A1"
    assert CommunityWorkerFactory._meta.model.objects.get().person == person
