"""The items in ``content/``: well formed, enough of them, and no habits that give keys away."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from assessments.item_files import ItemDraft, near_duplicates, repeated_codes
from assessments.services.loading import read_folder

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"
FILES = read_folder(CONTENT)
ALL = [draft for file in FILES for draft in file.drafts]
A_COMP = [draft for file in FILES if file.bank == "A-COMP" for draft in file.drafts]
LAW_CHAPTER = "10-policy-law.yaml"


def test_every_file_can_be_read_without_a_fault() -> None:
    assert [str(fault) for file in FILES for fault in file.faults] == []
    assert repeated_codes(ALL) == []


def test_a_comp_fills_the_state_exams_blueprint() -> None:
    types = Counter(draft.type for draft in A_COMP)

    assert types["single"] >= 60
    assert types["multiple"] >= 20


def test_every_item_names_a_knowledge_point_of_its_syllabus() -> None:
    with (CONTENT / "syllabus" / "2025.csv").open(encoding="utf-8-sig", newline="") as lines:
        known = {row["code"] for row in csv.DictReader(lines)}

    assert [draft.code for draft in A_COMP if draft.knowledge_point not in known] == []


def test_the_chapters_weights_make_a_whole_paper() -> None:
    with (CONTENT / "syllabus" / "2025.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["subject"] == "A-COMP" and not row["parent"]]

    assert sum(int(row["weight"]) for row in rows) == 100


def test_no_letter_is_right_much_more_often_than_another() -> None:
    """Options are shuffled for each attempt; a printed paper shows them in the author's order."""
    letters = Counter(draft.key[0] for draft in A_COMP if draft.type == "single")

    assert set(letters) == set("ABCD")
    assert max(letters.values()) <= 2 * min(letters.values())


def test_multiple_choice_has_two_three_and_four_right_options() -> None:
    sizes = Counter(len(draft.key) for draft in A_COMP if draft.type == "multiple")

    assert set(sizes) == {2, 3, 4}


def test_the_right_option_is_not_given_away_by_its_length() -> None:
    def longest_is_right(draft: ItemDraft) -> bool:
        texts = {option["key"]: len(option["text"]) for option in draft.options}
        rest = max(length for letter, length in texts.items() if letter not in draft.key)
        return texts[draft.key[0]] > rest

    singles = [draft for draft in A_COMP if draft.type == "single"]

    assert sum(longest_is_right(draft) for draft in singles) <= len(singles) * 0.4


def test_no_two_items_ask_nearly_the_same() -> None:
    assert list(near_duplicates(ALL)) == []


def test_items_on_law_say_as_of_which_day() -> None:
    law = [d for file in FILES if file.name.endswith(LAW_CHAPTER) for d in file.drafts]

    assert law
    assert [draft.code for draft in law if not draft.law_as_of] == []


@pytest.mark.parametrize("draft", A_COMP, ids=lambda draft: draft.code)
def test_an_item_explains_itself(draft: ItemDraft) -> None:
    assert len(draft.explanation) >= 20
    assert len(draft.source) >= 4
    assert set(draft.whys) == {option["key"] for option in draft.options}
