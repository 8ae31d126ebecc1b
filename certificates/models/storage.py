"""Where files lie that only a view with a permission may read."""

import uuid

from django.core.files.storage import Storage, storages
from django.db.models import Model


def private_storage() -> Storage:
    """Return the private storage of the settings, asked for at run time."""
    return storages["private"]


def evidence_path(instance: Model, filename: str) -> str:
    """Name a scan by chance: what people call their files is nobody's business."""
    suffix = filename.rpartition(".")[2].lower()
    return f"evidence/{uuid.uuid4().hex}.{suffix if suffix in ('jpg', 'png', 'pdf') else 'bin'}"


def certificate_path(instance: Model, filename: str) -> str:
    """Name a PDF by its certificate's public id."""
    return f"certificates/{getattr(instance, 'public_id', uuid.uuid4())}.pdf"
