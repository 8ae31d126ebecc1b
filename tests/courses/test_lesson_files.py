"""Reading lesson and course files; no database."""

from __future__ import annotations

import pytest

from courses.lesson_files import parse_course, parse_lesson, to_html

FRONT = "---\nkey: a-lesson\ntitle: 一节课\nminutes: 10\nrequired: true\n---\n"
COURSE = """---
code: INI-01
title: 一门课
programme_type: induction
scenes: [governance]
tasks: [T7]
shifts: [mindset]
stubborn_issues: []
credited_minutes: 90
online_minutes: 10
audience: 新人
summary: 学完会一件事。
outline: [第一段, 第二段]
status: complete
---
导语。
"""
CHECK = ":::selfcheck single\n问？\n- [x] 对的\n- [ ] 错的\n> 解析：因为。\n:::\n"


def test_it_works() -> None:
    text = FRONT + "## 小标题\n\n正文**要紧**。\n\n:::case 一件事\n经过。\n:::\n\n" + CHECK + "\n后文。\n"

    lesson, faults = parse_lesson(text, "x/01.md")

    assert faults == []
    assert (lesson.key, lesson.title, lesson.minutes, lesson.required) == ("a-lesson", "一节课", 10, True)
    assert [block["type"] for block in lesson.body] == ["text", "case", "selfcheck", "text"]
    assert lesson.body[0]["value"] == "<h2>小标题</h2>\n<p>正文<b>要紧</b>。</p>"
    check = lesson.body[2]["value"]
    assert [item["value"] for item in check["options"]] == [
        {"text": "对的", "right": True},
        {"text": "错的", "right": False},
    ]
    assert check["explanation"] == "因为。"


def test_the_same_file_gives_the_same_ids() -> None:
    assert parse_lesson(FRONT + CHECK, "a")[0].body == parse_lesson(FRONT + CHECK, "b")[0].body


def test_every_kind_of_block_is_read() -> None:
    text = (
        FRONT
        + ":::checklist 做与不做\n- 做：先问\n- 不做：先拍照\n- 记一笔\n:::\n"
        + ":::law 某法 | 第一条 | 2021-11-01\n白话。\n:::\n"
        + ":::copyable 便条\n第一行\n\n第三行\n:::\n"
    )

    lesson, faults = parse_lesson(text, "x.md")

    assert faults == []
    points = [point["value"]["kind"] for point in lesson.body[0]["value"]["points"]]
    assert points == ["do", "dont", "point"]
    assert lesson.body[1]["value"]["as_of"] == "2021-11-01"
    assert lesson.body[2]["value"]["text"] == "第一行\n\n第三行"


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        (":::case\n没有标题\n:::", 7, "标题"),
        ("好。\n\n:::case 没收尾\n正文", 9, "收尾"),
        (":::case 一\n:::law 二 | 三 | 2021-01-01\n:::\n", 7, "收尾"),
        (":::dance 一\n:::", 7, "dance"),
        (":::law 某法 | 第一条\n白话\n:::", 7, "条款"),
        (":::law 某法 | 第一条 | 明天\n白话\n:::", 7, "日期"),
        (":::checklist 题\n- 做：一\n二\n:::", 9, "短横"),
        (":::checklist 题\n:::", 7, "没有条目"),
        (":::selfcheck maybe\n问\n:::", 7, "single"),
        (":::selfcheck single\n问\n- [x] 一\n- [x] 二\n> 因为\n:::", 7, "只能有一个"),
        (":::selfcheck multiple\n问\n- [x] 一\n- [ ] 二\n> 因为\n:::", 7, "两个"),
        (":::selfcheck truefalse\n问\n- [x] 一\n- [ ] 二\n- [ ] 三\n> 因为\n:::", 7, "两个选项"),
        (":::selfcheck single\n- [x] 一\n- [ ] 二\n> 因为\n:::", 7, "题干"),
        (":::selfcheck single\n问\n- [x] 一\n- [ ] 二\n:::", 7, "解析"),
    ],
)
def test_a_broken_block_is_named_by_its_line(body: str, line: int, word: str) -> None:
    _lesson, faults = parse_lesson(FRONT + body, "x/01.md")

    assert [(fault.file, fault.line) for fault in faults] == [("x/01.md", line)]
    assert word in faults[0].message


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ("没有前置信息", [1]),
        ("---\nkey: a\n没有第二条线", [1]),
        ("---\nkey: [a\ntitle: b\n---\n", [3]),
        ("---\nkey: A_b\ntitle: 题\nminutes: 10\nrequired: true\n---\n", [2]),
        ("---\nkey: a\ntitle: 题\nminutes: 0\nrequired: true\n---\n", [4]),
        ("---\nkey: a\ntitle: 题\nminutes: 十\nrequired: true\n---\n", [4, 4]),
        ("---\nkey: a\ntitle: 题\nminutes: 9\n---\n", [1]),
        ("---\nkey: a\ntitle: 题\nminutes: 9\nrequired: true\ncolour: red\n---\n", [6]),
    ],
)
def test_broken_front_matter_is_named_by_its_line(front: str, lines: list[int]) -> None:
    _lesson, faults = parse_lesson(front, "x.md")

    assert [fault.line for fault in faults] == lines


def test_a_course_file_is_read() -> None:
    course, faults = parse_course(COURSE, "INI-01/course.md")

    assert faults == []
    assert (course.code, course.in_preparation, course.outline) == ("INI-01", False, ["第一段", "第二段"])
    assert course.introduction == "<p>导语。</p>"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("code: INI-01", "code: INI1", 2),
        ("programme_type: induction", "programme_type: fun", 4),
        ("scenes: [governance]", "scenes: [moon]", 5),
        ("tasks: [T7]", "tasks: [T8]", 6),
        ("shifts: [mindset]", "shifts: []", 7),
        ("credited_minutes: 90", "credited_minutes: 5", 10),
        ("summary: 学完会一件事。", "summary: " + "长" * 201, 12),
        ("status: complete", "status: soon", 14),
        ("audience: 新人", "audience: 12", 11),
    ],
)
def test_a_wrong_word_in_a_course_file_is_named_by_its_line(old: str, new: str, line: int) -> None:
    _course, faults = parse_course(COURSE.replace(old, new), "c.md")

    assert [fault.line for fault in faults] == [line]


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[点我](javascript:alert(1))",
        '<a href="https://e.org" onclick="x()">点</a>',
        "![图](https://e.org/x.png)",
    ],
)
def test_nothing_that_runs_comes_through(nasty: str) -> None:
    html = to_html(f"前 {nasty} 后")

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "<a" not in html or "onclick" not in html.split("<a")[1].split(">")[0]
