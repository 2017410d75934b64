# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Iterator
from typing import Optional

from httpx_sse import EventSource

from .. import models
from .._errors import ApiConnectionError
from .._event import Event, event_of
from .._pause import pause
from .._retry import pause_before
from .._wire import without_none
from .resource import Resource


class Events(Resource):
    """What happens, as it happens."""

    def stream(
        self,
        *,
        pipeline_id: Optional[str] = None,
        run_id: Optional[str] = None,
        project_id: Optional[str] = None,
        last_event_id: Optional[str] = None,
        reconnect: bool = True,
    ) -> Iterator[Event]:
        """Follows a pipeline, a run or a project, without end.

        A broken connection is made anew after the last event that was seen; ``reconnect=False``
        raises ``ApiConnectionError`` instead.
        """
        query = without_none(
            {"pipeline_id": pipeline_id, "run_id": run_id, "project_id": project_id}
        )
        attempt = 0
        while True:
            headers = {} if last_event_id is None else {"last-event-id": last_event_id}
            try:
                with self._transport.stream(
                    "/events/stream", query=query, headers=headers
                ) as response:
                    for message in EventSource(response).iter_sse():
                        attempt = 0
                        last_event_id = message.id or last_event_id
                        if message.data:
                            yield event_of(message.id or None, message.event, message.data)
            except ApiConnectionError:
                if not reconnect:
                    raise
            if not reconnect:
                return
            pause(pause_before(attempt, None) or 0.0)
            attempt += 1

    def create_ticket(self) -> models.EventTicket:
        """A ticket that opens one WebSocket or stream, for browsers."""
        return self._post(models.EventTicket, "/events/ticket", repeat="never")
