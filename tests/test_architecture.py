"""Layer rules that import-linter cannot see."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

ROOT = Path(__file__).resolve().parent.parent

# Top to bottom, as in pyproject.toml; a digit for each so that siblings may share one.
LAYERS = {
    "portal": 9,
    "cms": 8,
    "insights": 7,
    "talent": 6,
    "mentoring": 5,
    "certificates": 5,
    "assessments": 4,
    "courses": 3,
    "credits": 2,
    "policies": 1,
    "notifications": 1,
    "accounts": 0,
}
OURS = [config for config in apps.get_app_configs() if config.label in LAYERS]
PUBLIC_MODULES = {
    "models",
    "querysets",
    "services",
    "permissions",
    "signals",
    "exceptions",
    "blocks",
    "vocabulary",
}


def points_down(source: str, target: str) -> bool:
    """Whether a key from one of our apps to another may stand."""
    if target not in LAYERS or source == target:
        return True
    return LAYERS[target] < LAYERS[source]


def test_every_foreign_key_points_downwards() -> None:
    wrong = []
    seen = 0
    for config in OURS:
        for model in config.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, ForeignKey | OneToOneField | ManyToManyField):
                    seen += 1
                    target = field.related_model._meta.app_label
                    if not points_down(config.label, target):
                        wrong.append(f"{model._meta.label}.{field.name} -> {target}")
    assert seen > 10
    assert wrong == []


def test_page_nesting_and_choosers_point_downwards() -> None:
    from wagtail.models import get_page_models

    wrong = []
    for model in get_page_models():
        source = model._meta.app_label
        if source not in LAYERS:
            continue
        for other in [*_named(model, "parent_page_types"), *_named(model, "subpage_types")]:
            label = other.split(".")[0] if isinstance(other, str) else other._meta.app_label
            if label in LAYERS and not points_down(source, label):
                wrong.append(f"{model._meta.label} names {other}")
        chosen = [label for label in _chosen(model) if not points_down(source, label)]
        wrong += [f"{model._meta.label} chooses {label}" for label in chosen]
    assert wrong == []


def _named(model: type, attribute: str) -> list[Any]:
    return list(getattr(model, attribute, None) or [])


def _chosen(model: Any) -> Iterator[str]:
    from wagtail.blocks import ChooserBlock
    from wagtail.fields import StreamField

    def walk(block: object) -> Iterator[str]:
        if isinstance(block, ChooserBlock):
            yield block.target_model._meta.app_label
        for child in getattr(block, "child_blocks", {}).values():
            yield from walk(child)
        if hasattr(block, "child_block"):
            yield from walk(block.child_block)

    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            yield from walk(field.stream_block)


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_only_public_modules_cross_a_border() -> None:
    wrong = []
    for config in OURS:
        for file in Path(config.path).rglob("*.py"):
            for module in _imports(file):
                if _crosses_a_border(config.label, module):
                    wrong.append(f"{file.relative_to(ROOT)} imports {module}")
    assert wrong == []


def _crosses_a_border(own: str, module: str) -> bool:
    app, _, rest = module.partition(".")
    return app in LAYERS and app != own and bool(rest) and rest.split(".")[0] not in PUBLIC_MODULES


def test_learner_records_are_protected() -> None:
    """A person on record cannot vanish by a cascade from above the accounts app."""
    from django.db.models import CASCADE

    wrong = [
        f"{model._meta.label}.{field.name}"
        for config in OURS
        if config.label != "accounts"
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model._meta.label == "accounts.Person"
        and field.remote_field.on_delete is CASCADE
    ]
    assert wrong == []


@pytest.mark.parametrize("banned", ["utils.py", "helpers.py", "common.py", "misc.py", "manager.py"])
def test_no_drawer(banned: str) -> None:
    ours = [ROOT / "lms", *(Path(config.path) for config in OURS)]
    assert [path for folder in ours for path in folder.rglob(banned)] == []


def test_modules_and_functions_stay_small() -> None:
    wrong = []
    for folder in [ROOT / "lms", *(Path(config.path) for config in OURS)]:
        for file in folder.rglob("*.py"):
            if "migrations" in file.parts:
                continue
            text = file.read_text()
            if text.count("\n") > 400:
                wrong.append(f"{file.relative_to(ROOT)}: over 400 lines")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 40:
                    wrong.append(f"{file.relative_to(ROOT)}: {node.name} over 40 lines")
    assert wrong == []
