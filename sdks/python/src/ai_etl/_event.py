from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    #: What a stream can be resumed after.
    id: Optional[str]
    #: ``pipeline.started``, ``run.progress``, …
    type: str
    data: dict[str, Any]
    #: RFC 3339; ``None`` where the server did not say.
    timestamp: Optional[str] = None


def event_of(identifier: Optional[str], kind: str, text: str) -> Event:
    """The event of one message of a stream."""
    body = json.loads(text)
    data = body.get("data", body) if isinstance(body, dict) else {"value": body}
    moment = body.get("timestamp") if isinstance(body, dict) else None
    return Event(
        id=identifier,
        type=kind,
        data=data if isinstance(data, dict) else {"value": data},
        timestamp=moment if isinstance(moment, str) else None,
    )
