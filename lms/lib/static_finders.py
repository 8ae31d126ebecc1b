"""Browser packages from node_modules, by an allow-list.

Collecting whole packages took 167 MB instead of 30 in a trial, and would serve files nobody
reviewed. What is not listed here is not served.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# static path -> path below node_modules
SERVED: Final[dict[str, str]] = {
    "packages/htmx.js": "htmx.org/dist/htmx.esm.js",
}


class BrowserPackageFinder(BaseFinder):
    """Finds the files of :data:`SERVED` for ``collectstatic`` and the development server."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Remember where npm installs."""
        self.root = Path(settings.BASE_DIR) / "node_modules"
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure, nothing to check."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where a static path lies, or an empty list."""
        source = SERVED.get(path)
        found = str(self.root / source) if source else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """Yield (static path, storage) of every served file."""
        for name, source in SERVED.items():
            yield name, _OneFileStorage(self.root / source)


class _OneFileStorage(FileSystemStorage):
    """A storage that knows one file, under whatever name it is asked for."""

    def __init__(self, file: Path) -> None:
        super().__init__(location=file.parent)
        self._file = file
        self.prefix = ""

    def path(self, name: str) -> str:
        return str(self._file)
