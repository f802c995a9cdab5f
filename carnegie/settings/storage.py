"""Where uploaded files are kept, from STORAGE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_settings(url: str, *, default: Path) -> dict[str, Any]:
    """Django's storage for `file:///folder` or `s3://bucket/prefix?endpoint_url=…`; without `url`, files in `default`.

    Nothing is served from there by address: files leave only through views that ask who may. Keys for S3 come from
    the environment variables that Amazon's own tools read.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file") and not parts.netloc:
        folder = unquote(parts.path) or str(default)
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "base_url": None},
        }
    if parts.scheme == "s3" and parts.netloc:
        options = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "default_acl": None}
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options | dict(parse_qsl(parts.query))}
    raise ImproperlyConfigured("STORAGE_URL must be file:///folder or s3://bucket/prefix (see README, Settings).")
