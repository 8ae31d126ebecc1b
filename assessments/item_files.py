"""Item files as authors write them, checked before anything is stored: pure.

A file of items (``content/items/<BANK>/*.yaml``)::

    bank: A-COMP
    syllabus: "2025"
    items:
      - code: A-COMP-0001
        type: single
        knowledge_point: A-COMP.1.1
        difficulty: easy
        stem: …
        options: [{text: …, right: false, why: …}, …]
        explanation: …
        source: …
        law_as_of: null

A course's ``quiz.yaml`` has the same items, without knowledge points, and ``title``, ``pass_percent``,
``minutes``. Options are lettered in the order of the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from assessments.exceptions import InvalidItem
from assessments.scoring import LETTERS, check_shape

DIFFICULTIES: Final = ("easy", "medium", "hard")
# Never in an item: options that point at options, and words that the rules for this product forbid.
FORBIDDEN: Final = (
    "以上都",
    "以上皆",
    "以上各项",
    "以上选项",
    "以上说法",
    "都不对",
    "全部正确",
    "职业水平证书",
)
# Two stems that share this much of their three-character runs ask the same thing.
NEAR_DUPLICATE: Final = 0.7


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    file: str
    item: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.item, self.message) if part)


@dataclass(frozen=True)
class ItemDraft:
    """One item of a file, ready to become a version."""

    code: str
    type: str
    stem: str
    options: list[dict[str, str]]
    key: list[str]
    whys: dict[str, str]
    explanation: str
    source: str
    law_as_of: str
    difficulty: str
    knowledge_point: str
    drafted_by: str = ""

    @property
    def content_hash(self) -> str:
        """Name the content; who drafted it does not count."""
        content = {name: value for name, value in asdict(self).items() if name != "drafted_by"}
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass
class ItemFile:
    """One file as read."""

    name: str
    bank: str
    syllabus: str = ""
    title: str = ""
    pass_percent: int = 60
    minutes: int = 30
    drafts: list[ItemDraft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_item_file(name: str, content: object) -> ItemFile:
    """Turn the parsed YAML of a file into drafts and faults; never raises for what an author wrote."""
    if not isinstance(content, Mapping) or not isinstance(content.get("items"), list):
        return ItemFile(name, "", faults=[Fault(name, "", "a list named items is expected")])
    read = ItemFile(
        name,
        bank=str(content.get("bank") or ""),
        syllabus=str(content.get("syllabus") or ""),
        title=str(content.get("title") or ""),
        pass_percent=int(content.get("pass_percent") or 60),
        minutes=int(content.get("minutes") or 30),
    )
    if not read.bank:
        read.faults.append(Fault(name, "", "bank is missing"))
    for entry in content["items"]:
        code = str(entry.get("code") or "?") if isinstance(entry, Mapping) else "?"
        try:
            read.drafts.append(_draft(entry))
        except (InvalidItem, ValueError, TypeError, KeyError, AttributeError) as problem:
            read.faults.append(Fault(name, code, str(problem) or "cannot be read"))
    return read


def _draft(entry: Mapping[str, object]) -> ItemDraft:
    options = entry["options"]
    if not isinstance(options, list):
        raise InvalidItem("options: a list is expected")
    letters = LETTERS[: len(options)] if len(options) <= len(LETTERS) else "?" * len(options)
    draft = ItemDraft(
        code=_text(entry, "code"),
        type=_text(entry, "type"),
        stem=_text(entry, "stem"),
        options=[{"key": k, "text": _text(one, "text")} for k, one in zip(letters, options, strict=True)],
        key=[k for k, one in zip(letters, options, strict=True) if one["right"] is True],
        whys={k: _text(one, "why") for k, one in zip(letters, options, strict=True)},
        explanation=_text(entry, "explanation"),
        source=_text(entry, "source"),
        law_as_of=_day(entry.get("law_as_of")),
        difficulty=_text(entry, "difficulty"),
        knowledge_point=str(entry.get("knowledge_point") or ""),
        drafted_by=str(entry.get("drafted_by") or ""),
    )
    check_draft(draft)
    return draft


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidItem(f"{name} is missing")
    return value.strip()


def _day(value: object) -> str:
    if value is None or value == "":
        return ""
    return value.isoformat() if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)).isoformat()


def check_draft(draft: ItemDraft) -> None:
    """Refuse what breaks the rules of its type; raises :class:`InvalidItem`."""
    check_shape(item_type=draft.type, options=[one["key"] for one in draft.options], key=draft.key)
    if draft.difficulty not in DIFFICULTIES:
        raise InvalidItem(f"difficulty {draft.difficulty!r} is not one of {', '.join(DIFFICULTIES)}")
    texts = [one["text"] for one in draft.options]
    if len(set(texts)) < len(texts):
        raise InvalidItem("two options say the same")
    # Titles of documents keep their official words.
    spoken = [re.sub("《[^》]*》", "", text) for text in [draft.stem, *texts]]
    for word in FORBIDDEN:
        if any(word in text for text in spoken):
            raise InvalidItem(f"forbidden words: {word}")


def repeated_codes(drafts: Iterable[ItemDraft]) -> list[str]:
    """Return the codes that stand more than once."""
    counts = Counter(draft.code for draft in drafts)
    return [code for code, count in counts.items() if count > 1]


def near_duplicates(drafts: Iterable[ItemDraft]) -> Iterator[tuple[str, str]]:
    """Yield pairs of items whose stems are nearly the same."""
    runs = [(draft.code, _runs(draft.stem)) for draft in drafts]
    for n, (code, own) in enumerate(runs):
        for other_code, other in runs[n + 1 :]:
            if len(own & other) >= NEAR_DUPLICATE * max(1, len(own | other)):
                yield code, other_code


def _runs(text: str) -> set[str]:
    letters = [letter for letter in text if letter.isalnum()]
    return {"".join(letters[n : n + 3]) for n in range(max(1, len(letters) - 2))}
