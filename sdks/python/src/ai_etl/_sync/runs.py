# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any, Callable, Optional, Union

from .. import models
from .._errors import RunFailedError, WaitTimeoutError
from .._pause import pause
from .._wire import path, without_none
from .listing import Listing
from .transport import Transport

#: The server answers a synchronous run after ten minutes at the latest.
_SYNCHRONOUS_SECONDS = 660.0

_ENDED = ("success", "failed", "cancelled")

RunData = Union[models.Run, models.RunWithTasks]
Params = Mapping[str, Union[str, int, float, bool]]


class Run:
    """A run as it was last looked at."""

    def __init__(self, runs: Runs, data: RunData) -> None:
        self._runs = runs
        #: Everything the API says of it, as last seen.
        self.data = data

    @property
    def id(self) -> str:
        """``run_…``."""
        return self.data.run_id

    @property
    def pipeline_id(self) -> str:
        """``pipe_…``."""
        return self.data.pipeline_id

    @property
    def status(self) -> str:
        """As last seen; ``get_status`` asks."""
        return self.data.status

    @property
    def has_ended(self) -> bool:
        """Whether it changes no more."""
        return self.status in _ENDED

    @property
    def receipt(self) -> Optional[models.Receipt]:
        """What was read and loaded; ``None`` until it has ended well."""
        return self.data.receipt

    def get_status(self) -> str:
        """Asks for the status now: queued, running, success, …"""
        self.refresh()
        return self.status

    def refresh(self) -> Run:
        """Looks again, and answers itself."""
        self.data = (self._runs.get(self.id)).data
        return self

    def wait(
        self,
        *,
        on_progress: Optional[Callable[[Run], None]] = None,
        timeout_seconds: Optional[float] = None,
        poll_seconds: float = 2.0,
        raise_on_failure: bool = True,
    ) -> Run:
        """Waits for the end and answers itself.

        ``on_progress`` is called with each change, the first and the last included. Raises
        ``RunFailedError`` when it failed or was cancelled, ``WaitTimeoutError`` when it takes
        longer than ``timeout_seconds`` (the run goes on).
        """
        until = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        delay = poll_seconds / 10
        told = ""
        while True:
            self.refresh()
            telling = f"{self.status} {self.data.progress}"
            if on_progress is not None and telling != told:
                on_progress(self)
            told = telling
            if self.has_ended:
                break
            if until is not None and time.monotonic() + delay > until:
                raise WaitTimeoutError(f"Run {self.id} is {self.status} after {timeout_seconds} s.")
            pause(delay)
            delay = min(poll_seconds, delay * 1.5)
        if raise_on_failure and self.status != "success":
            error = self.data.error
            raise RunFailedError(self.id, self.status, None if error is None else error.message)
        return self

    def cancel(self) -> Run:
        """Asks it to stop, and answers itself. Raises ``ConflictError`` when it has ended."""
        self.data = (self._runs.cancel(self.id)).data
        return self

    def logs(self, *, follow: bool = False, after: int = 0) -> Iterator[LogLine]:
        """The lines of its log so far; with ``follow``, until it ends."""
        for line in self._runs.logs(self.id, follow=follow, after=after):
            yield line

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.status}>"


LogLine = models.RunLogsLog


class Runs:
    """Runs of pipelines."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, run_id: str) -> Run:
        """One run, with its tasks."""
        response = self._transport.send("GET", path("/runs/{run_id}", run_id=run_id))
        return Run(self, models.RunWithTasks.model_validate(response.json()))

    def list(self, **filters: Any) -> Listing[Run]:
        """The runs of all pipelines, newest first; ``status=``, ``project_id=`` and such narrow it."""
        return Listing(self._transport, "/runs", filters, self._present)

    def list_of(self, pipeline_id: str, **filters: Any) -> Listing[Run]:
        """The runs of a pipeline, newest first."""
        at = path("/pipelines/{pipeline_id}/runs", pipeline_id=pipeline_id)
        return Listing(self._transport, at, filters, self._present)

    def start(
        self,
        pipeline_id: str,
        *,
        params: Optional[Params] = None,
        environment: Optional[str] = None,
        wait: bool = False,
        full_refresh: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Run:
        """Runs a pipeline now; with ``wait`` the answer comes when it has ended (or in ten minutes)."""
        body = without_none(
            {
                "params": dict(params or {}),
                "async": not wait,
                "environment": environment,
                "full_refresh": full_refresh or None,
            }
        )
        response = self._transport.send(
            "POST",
            path("/pipelines/{pipeline_id}:run", pipeline_id=pipeline_id),
            body=body,
            repeat="keyed",
            idempotency_key=idempotency_key,
            timeout_seconds=_SYNCHRONOUS_SECONDS if wait else None,
        )
        return self._present(response.json())

    def cancel(self, run_id: str) -> Run:
        """Asks a run to stop. Raises ``ConflictError`` when it has ended already."""
        at = path("/runs/{run_id}:cancel", run_id=run_id)
        response = self._transport.send("POST", at, repeat="safe")
        return self._present(response.json())

    def logs(self, run_id: str, *, follow: bool = False, after: int = 0) -> Iterator[LogLine]:
        """The lines of a run's log so far; with ``follow``, until it ends."""
        delay = 0.2
        at = path("/runs/{run_id}/logs", run_id=run_id)
        while True:
            # Looked at before the log: what an ended run wrote is there.
            ended = not follow or (self.get(run_id)).has_ended
            while True:
                response = self._transport.send("GET", at, query={"after": after})
                answer = models.RunLogs.model_validate(response.json())
                for line in answer.logs:
                    yield line
                if not answer.logs:
                    break
                after = answer.next_after
            if ended:
                return
            pause(delay)
            delay = min(1.0, delay * 1.5)

    def _present(self, wire: Any) -> Run:
        return Run(self, models.Run.model_validate(wire))
