from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any, Optional
from urllib.parse import quote

Query = dict[str, Any]


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    """The entries that were given."""
    return {name: value for name, value in values.items() if value is not None}


def query_text(values: Optional[Query]) -> dict[str, str]:
    """Query parameters as the API reads them: RFC 3339 times, true and false, lists by commas."""
    return {name: _text(value) for name, value in without_none(values or {}).items()}


def path(template: str, **ids: str) -> str:
    """Puts ids into a path; each stays one segment whatever it holds."""
    return template.format(**{name: _segment(name, value) for name, value in ids.items()})


def _segment(name: str, value: str) -> str:
    if not isinstance(value, str) or value in ("", ".", ".."):
        raise ValueError(f"{name} must be an id, not {value!r}")
    return quote(value, safe="")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value.astimezone()
        return aware.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ",".join(_text(one) for one in value)
    return str(value)
