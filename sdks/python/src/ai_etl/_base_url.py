from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

_API = "/api/v1"


def api_url(base_url: str) -> str:
    """The API's address for a base URL given with or without ``/api/v1``.

    Raises ``ValueError`` for what is no http(s) address.
    """
    parts = urlsplit(base_url.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(
            f"base_url must be an address such as https://api.ai-etl.com, not {base_url!r}"
        )
    path = parts.path.rstrip("/")
    if not path.endswith(_API):
        path += _API
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
