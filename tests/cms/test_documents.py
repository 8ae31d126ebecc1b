"""Attachments are for people who are signed in."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from wagtail.documents.models import Document

from cms.wagtail_hooks import documents_for_the_signed_in
from tests.accounts.factories import make_worker_user

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_door() -> None:
    document = Document.objects.create(title="样张", file=ContentFile(b"one", "form.txt"))

    response = Client().get(document.url)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/account/login/?next={document.url}"


def test_a_learner_reads() -> None:
    request = RequestFactory().get("/documents/1/form.txt")
    request.user = make_worker_user()

    assert documents_for_the_signed_in(Document(title="样张"), request) is None
