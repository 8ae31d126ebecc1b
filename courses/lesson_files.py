"""Lessons and courses as Markdown files with front matter; pure: text in, data or faults out.

A file starts with YAML between two ``---`` lines. The body is Markdown; a fenced block begins with
``:::kind words`` and ends with ``:::``. Kinds: ``case title``, ``checklist title``,
``law title | article | YYYY-MM-DD``, ``copyable title``, ``selfcheck single|multiple|truefalse``.
Every fault names the line on which an author finds it.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import nh3
import yaml
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from courses import vocabulary
from courses.blocks import refusal_of_key

Block = dict[str, Any]

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "html_block"])
_TAGS: Final = {"h2", "h3", "p", "ul", "ol", "li", "b", "i", "blockquote", "hr", "br", "a"}
_NAMESPACE: Final = uuid.UUID("3f1f0d0e-7f0e-4b53-9d0c-5e2f6f6c1a77")
_OPTION: Final = re.compile(r"^- \[([ xX])\] (.+)$")
_POINT: Final = re.compile(r"^- (?:(做|不做)[：:]\s*)?(.+)$")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where; lines count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class LessonFile:
    """One lesson as its file says it; ``body`` is StreamField data with stable ids."""

    file: str
    key: str = ""
    title: str = ""
    minutes: int = 0
    required: bool = True
    body: list[Block] = field(default_factory=list)


@dataclass
class CourseFile:
    """One course as its ``course.md`` says it."""

    file: str
    code: str = ""
    title: str = ""
    programme_type: str = ""
    scenes: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    shifts: list[str] = field(default_factory=list)
    stubborn_issues: list[str] = field(default_factory=list)
    credited_minutes: int = 0
    online_minutes: int = 0
    audience: str = ""
    summary: str = ""
    outline: list[str] = field(default_factory=list)
    in_preparation: bool = True
    introduction: str = ""


class _BadBlock(Exception):
    """A fenced block that cannot be read; the line counts from the block's first."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parse_lesson(text: str, file: str) -> tuple[LessonFile, list[Fault]]:
    """Read one lesson file."""
    front, body, start, faults = _split(text, file)
    lesson = LessonFile(file=file)
    faults += [Fault(file, line, message) for line, message in _fill(lesson, front, _LESSON_FIELDS)]
    if lesson.key and not re.match(vocabulary.LESSON_KEY_PATTERN, lesson.key):
        faults.append(
            Fault(file, _line_of(front, "key"), _("The key has other than small letters, digits, dashes."))
        )
    if front and not 1 <= lesson.minutes <= 60:
        faults.append(Fault(file, _line_of(front, "minutes"), _("Minutes are between 1 and 60.")))
    for line, item in _blocks(body):
        if isinstance(item, _BadBlock):
            faults.append(Fault(file, start + line + item.line, str(item)))
        else:
            lesson.body.append(_with_ids(item, f"{lesson.key}/{len(lesson.body)}"))
    return lesson, faults


def parse_course(text: str, file: str) -> tuple[CourseFile, list[Fault]]:
    """Read one ``course.md``."""
    front, body, _start, faults = _split(text, file)
    course = CourseFile(file=file, introduction=to_html("\n".join(body)))
    faults += [Fault(file, line, message) for line, message in _fill(course, front, _COURSE_FIELDS)]
    for name, message in _course_faults(course, front):
        faults.append(Fault(file, _line_of(front, name), message))
    course.in_preparation = front.get("status") != "complete"
    return course, faults


def to_html(markdown: str) -> str:
    """Render the little HTML that the editor knows; anything else is dropped."""
    html = _MARKDOWN.render(markdown)
    for old, new in (("strong>", "b>"), ("em>", "i>")):
        html = html.replace(old, new)
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None).strip()


class _Front(dict[str, Any]):
    """Front matter that knows the line of each key."""

    lines: dict[str, int]


def _split(text: str, file: str) -> tuple[_Front, list[str], int, list[Fault]]:
    """Return front matter, body lines, the number of the line before the body, and faults."""
    lines = text.splitlines()
    front = _Front()
    front.lines = {}
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    if not lines or lines[0].strip() != "---" or not end:
        return (
            front,
            lines,
            0,
            [Fault(file, 1, _("The file begins with front matter between two --- lines."))],
        )
    try:
        data = yaml.safe_load("\n".join(lines[1:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return (
            front,
            lines[end + 1 :],
            end + 1,
            [Fault(file, (mark.line if mark else 0) + 2, _("Not readable YAML."))],
        )
    if isinstance(data, dict):
        front.update(data)
    front.lines = {line.split(":")[0]: number for number, line in enumerate(lines[:end], 1) if ":" in line}
    return front, lines[end + 1 :], end + 1, []


def _line_of(front: _Front, name: str) -> int:
    return front.lines.get(name, 1)


_LESSON_FIELDS: Final[dict[str, type]] = {"key": str, "title": str, "minutes": int, "required": bool}
_COURSE_FIELDS: Final[dict[str, type]] = {
    "code": str,
    "title": str,
    "programme_type": str,
    "scenes": list,
    "tasks": list,
    "shifts": list,
    "stubborn_issues": list,
    "credited_minutes": int,
    "audience": str,
    "summary": str,
    "outline": list,
}


def _fill(
    target: LessonFile | CourseFile, front: _Front, fields: dict[str, type]
) -> Iterator[tuple[int, str]]:
    """Write the fields of the right type; say which are missing or of another type."""
    if not front:
        return
    known = {*fields, "online_minutes", "status"}
    for name in front.keys() - known:
        yield _line_of(front, name), _("Unknown field: %(name)s.") % {"name": name}
    for name, kind in fields.items():
        value = front.get(name)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            setattr(target, name, value.strip() if isinstance(value, str) else value)
        else:
            yield (
                _line_of(front, name),
                _("The field %(name)s is missing or not of its kind.") % {"name": name},
            )
    if isinstance(target, CourseFile):
        target.online_minutes = int(front.get("online_minutes") or 0)


def _course_faults(course: CourseFile, front: _Front) -> Iterator[tuple[str, str]]:
    if not front:
        return
    yield from _word_faults(course)
    checks = {
        "code": (re.match(vocabulary.CODE_PATTERN, course.code), _("The code is not of the form INI-01.")),
        "shifts": (course.shifts, _("At least one shift is needed.")),
        "status": (
            front.get("status") in ("complete", "preparing"),
            _("The status is complete or preparing."),
        ),
        "online_minutes": (
            0 <= course.online_minutes <= course.credited_minutes,
            _("The online part cannot be longer than what is credited."),
        ),
        "summary": (len(course.summary) <= 200, _("The summary is longer than 200 characters.")),
    }
    for name, (holds, message) in checks.items():
        if not holds:
            yield name, message


def _word_faults(course: CourseFile) -> Iterator[tuple[str, str]]:
    chosen = {"programme_type": [course.programme_type]}
    chosen |= {name: getattr(course, name) for name in vocabulary.LISTS}
    for name, words in chosen.items():
        for word in words:
            if word not in vocabulary.LISTS.get(name, vocabulary.PROGRAMME_TYPES):
                yield name, _("Not a word of the list: %(word)s.") % {"word": word}


def _blocks(lines: list[str]) -> Iterator[tuple[int, Block | _BadBlock]]:
    """Yield (line within the body, block) in order; running text between fences is one block."""
    prose: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if not line.startswith(":::"):
            prose.append(line)
            number += 1
            continue
        yield from _prose(prose, number)
        prose = []
        end = next((n for n in range(number + 1, len(lines)) if lines[n].strip() == ":::"), None)
        yield number + 1, _fenced(line[3:].strip(), lines[number + 1 : end], closed=end is not None)
        number = (end if end is not None else len(lines)) + 1
    yield from _prose(prose, number)


def _prose(lines: list[str], number: int) -> Iterator[tuple[int, Block]]:
    html = to_html("\n".join(lines))
    if html:
        yield number - len(lines) + 1, {"type": "text", "value": html}


def _fenced(head: str, lines: list[str], *, closed: bool) -> Block | _BadBlock:
    kind, _space, words = head.partition(" ")
    reader = _READERS.get(kind)
    try:
        if reader is None:
            raise _BadBlock(_("Unknown block: %(kind)s.") % {"kind": kind or ":::"})
        if not closed or any(line.startswith(":::") for line in lines):
            raise _BadBlock(_("The block is not closed by a line of three colons."))
        return {"type": kind, "value": reader(words.strip(), lines)}
    except _BadBlock as bad:
        return bad


def _titled(words: str) -> str:
    if not words:
        raise _BadBlock(_("The block needs a title."))
    return words


def _case(words: str, lines: list[str]) -> Block:
    return {"title": _titled(words), "text": to_html("\n".join(lines))}


def _copyable(words: str, lines: list[str]) -> Block:
    return {"title": _titled(words), "text": "\n".join(lines).strip()}


def _law(words: str, lines: list[str]) -> Block:
    parts = [part.strip() for part in words.split("|")]
    if len(parts) != 3 or not all(parts):
        raise _BadBlock(_("A citation names law, article and date, divided by |."))
    try:
        dt.date.fromisoformat(parts[2])
    except ValueError:
        raise _BadBlock(_("The date is not of the form 2021-11-01.")) from None
    return {
        "title": parts[0],
        "article": parts[1],
        "as_of": parts[2],
        "plain_words": to_html("\n".join(lines)),
    }


def _checklist(words: str, lines: list[str]) -> Block:
    points = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        match = _POINT.match(line)
        if not match:
            raise _BadBlock(_("A point of a checklist begins with a dash."), number)
        points.append(
            {"kind": {"做": "do", "不做": "dont", None: "point"}[match[1]], "text": match[2].strip()}
        )
    if not points:
        raise _BadBlock(_("The checklist is empty."))
    return {"title": _titled(words), "points": points}


def _selfcheck(words: str, lines: list[str]) -> Block:
    if words not in ("single", "multiple", "truefalse"):
        raise _BadBlock(_("A self-check is single, multiple or truefalse."))
    stem: list[str] = []
    options: list[Block] = []
    explanation: list[str] = []
    for line in lines:
        match = _OPTION.match(line)
        if match:
            options.append({"text": match[2].strip(), "right": match[1] != " "})
        elif line.startswith(">"):
            explanation.append(line.lstrip("> ").removeprefix("解析：").strip())
        elif line.strip():
            stem.append(line.strip())
    refusal = refusal_of_key(words, [option["right"] for option in options])
    if refusal or not stem or not any(explanation) or not options:
        raise _BadBlock(refusal or _("A self-check needs a question, options and an explanation."))
    return {
        "kind": words,
        "stem": "\n".join(stem),
        "options": options,
        "explanation": "\n".join(explanation),
    }


_READERS: Final[dict[str, Callable[[str, list[str]], Block]]] = {
    "case": _case,
    "checklist": _checklist,
    "law": _law,
    "copyable": _copyable,
    "selfcheck": _selfcheck,
}


def _with_ids(block: Block, seed: str) -> Block:
    """Give the block and the items of its lists ids that are the same at the next reading."""
    value = block["value"]
    if isinstance(value, dict):
        value = {
            name: [
                {"type": "item", "id": str(uuid.uuid5(_NAMESPACE, f"{seed}/{name}/{n}")), "value": item}
                for n, item in enumerate(part)
            ]
            if isinstance(part, list)
            else part
            for name, part in value.items()
        }
    return {"type": block["type"], "id": str(uuid.uuid5(_NAMESPACE, seed)), "value": value}
