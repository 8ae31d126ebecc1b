"""Personal data is listed: a model that points to people without a line in the document fails here."""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.test_architecture import OURS

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "personal-data.md"
PEOPLE = {"accounts.Person", "accounts.User", "accounts.CommunityWorker"}


def _points_to_people(model: type[Model]) -> bool:
    keys = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    return any(key.related_model._meta.label in PEOPLE for key in keys)


def test_every_model_about_people_is_listed() -> None:
    text = DOCUMENT.read_text()
    about_people = {
        model._meta.label
        for config in OURS
        for model in config.get_models()
        if model._meta.label in PEOPLE or _points_to_people(model)
    }

    assert len(about_people) > 20
    assert {label for label in about_people if f"`{label}`" not in text} == set()


def test_the_list_names_no_model_that_is_gone() -> None:
    apps_named = "accounts|credits|courses|assessments|certificates|cms"
    named = set(re.findall(rf"`((?:{apps_named})\.[A-Z]\w+)`", DOCUMENT.read_text()))

    known = {model._meta.label for model in apps.get_models()}
    assert named - known == set()
