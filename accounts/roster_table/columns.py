"""The columns of a roster, by Chinese header."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roster_table import cells

ON_DUTY: Final = "on_duty"
OFF_DUTY: Final = "off_duty"
TRANSFERRED: Final = "transferred"
# What stands in 居民区 for somebody who works in the street-town's own offices.
OWN_LEVEL: Final = "本级"
# A row of the template that shows how to fill it in begins so, and is passed over.
EXAMPLE_MARK: Final = "示例"

_STATUSES: Final = {
    ON_DUTY: ("在岗", "在职", "在编"),
    OFF_DUTY: ("离岗", "离职", "退休", "辞职", "解聘"),
    TRANSFERRED: ("调动", "调出", "调离"),
}
_EDUCATIONS: Final = {
    "secondary": ("高中及以下", "高中", "中专", "职高", "中技", "技校", "初中", "小学", "初中及以下"),
    "college": ("大专", "专科", "高职", "大学专科"),
    "bachelor": ("本科", "大学", "大学本科", "学士"),
    "master": ("硕士", "研究生", "硕士研究生"),
    "doctor": ("博士", "博士研究生"),
}


def _one_of(spellings: dict[str, tuple[str, ...]]) -> Callable[[Any], str]:
    known = {word: key for key, words in spellings.items() for word in words}
    choices = "、".join(words[0] for words in spellings.values())

    def parse(value: Any) -> str:
        found = known.get(cells.narrow(value))
        if found is None:
            raise ValueError(_("Choose one of: %s.") % choices)
        return found

    return parse


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row that reads well; ``None`` is a blank cell or a missing column and leaves what is known.

    ``number`` is the row in the file, 1 for the first line.
    """

    number: int
    name: str
    street_town: str
    employee_no: str | None = None
    phone: str | None = None
    area: str | None = None
    category: str | None = None
    grade: str | None = None
    education: str | None = None
    birth_year: int | None = None
    hired_on: dt.date | None = None
    status: str | None = None
    left_on: dt.date | None = None
    is_party_secretary: bool | None = None
    is_counted: bool | None = None
    exclusion_reason: str | None = None


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its header, other spellings, how a cell is read, what to know."""

    field: str
    header: str
    parse: Callable[[Any], Any]
    note: Any
    example: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()


COLUMNS: Final = (
    Column(
        "employee_no",
        "工号",
        cells.employee_no,
        gettext_lazy("Either this or the phone number; the key by which a person is found again."),
        EXAMPLE_MARK,
        ("员工号", "员工编号", "职工号", "人员编号", "编号"),
    ),
    Column(
        "name",
        "姓名",
        cells.name,
        gettext_lazy("As on the identity card, rare characters included."),
        "林示例",
        ("名字", "人员姓名"),
        required=True,
    ),
    Column(
        "phone",
        "手机号",
        cells.phone,
        gettext_lazy("Eleven digits; signs in."),
        "19900000000",
        ("手机", "手机号码", "联系电话", "电话", "联系方式", "移动电话"),
    ),
    Column(
        "street_town",
        "街镇",
        cells.words,
        gettext_lazy("The name or the code of the street-town."),
        "友谊路街道",
        ("街道", "街镇名称", "所属街镇", "街道（镇）", "街道(镇)", "单位", "所在街镇"),
        required=True,
    ),
    Column(
        "area",
        "居民区",
        cells.words,
        gettext_lazy("Blank leaves it as it is; 本级 for the street-town's own offices."),
        "",
        ("社区", "居委", "居委会", "居村", "居民区名称", "所在居民区"),
    ),
    Column(
        "category",
        "岗位类别",
        cells.words,
        gettext_lazy("A name of the imported list."),
        "一般工作岗",
        ("岗位", "岗位类型"),
    ),
    Column(
        "grade",
        "岗位等级",
        cells.words,
        gettext_lazy("A name of the imported list."),
        "三级",
        ("等级", "级别"),
    ),
    Column(
        "education",
        "学历",
        _one_of(_EDUCATIONS),
        gettext_lazy("Highest education."),
        "本科",
        ("最高学历", "文化程度"),
        choices=tuple(words[0] for words in _EDUCATIONS.values()),
    ),
    Column(
        "birth_year",
        "出生年份",
        cells.birth_year,
        gettext_lazy("The year alone, such as 1988."),
        "1988",
        ("出生年", "出生年月", "出生日期"),
    ),
    Column(
        "hired_on",
        "入职日期",
        cells.date,
        gettext_lazy("First day as a community worker, such as 2024-03-01."),
        "2024-03-01",
        ("入职时间", "入职年月", "聘用日期", "参加社区工作时间", "入职"),
        required=True,
    ),
    Column(
        "status",
        "状态",
        _one_of(_STATUSES),
        gettext_lazy(
            "Blank is 在岗. 调动 with a leaving date: left the district; without: moved to this unit."
        ),
        "在岗",
        ("在岗状态", "人员状态", "岗位状态"),
        choices=tuple(words[0] for words in _STATUSES.values()),
    ),
    Column(
        "left_on",
        "离岗日期",
        cells.date,
        gettext_lazy("First day no longer on duty."),
        "",
        ("离岗时间", "离职日期", "离职时间"),
    ),
    Column(
        "is_party_secretary",
        "是否书记",
        cells.yes_no,
        gettext_lazy("Secretary of a residential area's party organisation."),
        "否",
        ("书记", "是否居民区书记", "居民区书记"),
        choices=("是", "否"),
    ),
    Column(
        "is_counted",
        "是否计入持证率",
        cells.yes_no,
        gettext_lazy("否 asks the district to leave this person out; it counts until the district confirms."),
        "是",
        ("计入持证率", "是否计入"),
        choices=("是", "否"),
    ),
    Column(
        "exclusion_reason",
        "不计入原因",
        cells.words,
        gettext_lazy("Needed beside 否."),
        "",
        ("不计入持证率原因", "不计入理由"),
    ),
)
