from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping
from typing import Any, Callable, Optional, Union

from .. import models
from .._errors import RunFailedError, WaitTimeoutError
from .._pause import pause_async
from .._wire import path, without_none
from .listing import AsyncListing
from .transport import AsyncTransport

#: The server answers a synchronous run after ten minutes at the latest.
_SYNCHRONOUS_SECONDS = 660.0

_ENDED = ("success", "failed", "cancelled")

RunData = Union[models.Run, models.RunWithTasks]
Params = Mapping[str, Union[str, int, float, bool]]


class AsyncRun:
    """A run as it was last looked at."""

    def __init__(self, runs: AsyncRuns, data: RunData) -> None:
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

    async def get_status(self) -> str:
        """Asks for the status now: queued, running, success, …"""
        await self.refresh()
        return self.status

    async def refresh(self) -> AsyncRun:
        """Looks again, and answers itself."""
        self.data = (await self._runs.get(self.id)).data
        return self

    async def wait(
        self,
        *,
        on_progress: Optional[Callable[[AsyncRun], None]] = None,
        timeout_seconds: Optional[float] = None,
        poll_seconds: float = 2.0,
        raise_on_failure: bool = True,
    ) -> AsyncRun:
        """Waits for the end and answers itself.

        ``on_progress`` is called with each change, the first and the last included. Raises
        ``RunFailedError`` when it failed or was cancelled, ``WaitTimeoutError`` when it takes
        longer than ``timeout_seconds`` (the run goes on).
        """
        until = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        delay = poll_seconds / 10
        told = ""
        while True:
            await self.refresh()
            telling = f"{self.status} {self.data.progress}"
            if on_progress is not None and telling != told:
                on_progress(self)
            told = telling
            if self.has_ended:
                break
            if until is not None and time.monotonic() + delay > until:
                raise WaitTimeoutError(f"Run {self.id} is {self.status} after {timeout_seconds} s.")
            await pause_async(delay)
            delay = min(poll_seconds, delay * 1.5)
        if raise_on_failure and self.status != "success":
            error = self.data.error
            raise RunFailedError(self.id, self.status, None if error is None else error.message)
        return self

    async def cancel(self) -> AsyncRun:
        """Asks it to stop, and answers itself. Raises ``ConflictError`` when it has ended."""
        self.data = (await self._runs.cancel(self.id)).data
        return self

    async def logs(self, *, follow: bool = False, after: int = 0) -> AsyncIterator[LogLine]:
        """The lines of its log so far; with ``follow``, until it ends."""
        async for line in self._runs.logs(self.id, follow=follow, after=after):
            yield line

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.status}>"


LogLine = models.RunLogsLog


class AsyncRuns:
    """Runs of pipelines."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, run_id: str) -> AsyncRun:
        """One run, with its tasks."""
        response = await self._transport.send("GET", path("/runs/{run_id}", run_id=run_id))
        return AsyncRun(self, models.RunWithTasks.model_validate(response.json()))

    def list(self, **filters: Any) -> AsyncListing[AsyncRun]:
        """The runs of all pipelines, newest first; ``status=``, ``project_id=`` and such narrow it."""
        return AsyncListing(self._transport, "/runs", filters, self._present)

    def list_of(self, pipeline_id: str, **filters: Any) -> AsyncListing[AsyncRun]:
        """The runs of a pipeline, newest first."""
        at = path("/pipelines/{pipeline_id}/runs", pipeline_id=pipeline_id)
        return AsyncListing(self._transport, at, filters, self._present)

    async def start(
        self,
        pipeline_id: str,
        *,
        params: Optional[Params] = None,
        environment: Optional[str] = None,
        wait: bool = False,
        full_refresh: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> AsyncRun:
        """Runs a pipeline now; with ``wait`` the answer comes when it has ended (or in ten minutes)."""
        body = without_none(
            {
                "params": dict(params or {}),
                "async": not wait,
                "environment": environment,
                "full_refresh": full_refresh or None,
            }
        )
        response = await self._transport.send(
            "POST",
            path("/pipelines/{pipeline_id}:run", pipeline_id=pipeline_id),
            body=body,
            repeat="keyed",
            idempotency_key=idempotency_key,
            timeout_seconds=_SYNCHRONOUS_SECONDS if wait else None,
        )
        return self._present(response.json())

    async def cancel(self, run_id: str) -> AsyncRun:
        """Asks a run to stop. Raises ``ConflictError`` when it has ended already."""
        at = path("/runs/{run_id}:cancel", run_id=run_id)
        response = await self._transport.send("POST", at, repeat="safe")
        return self._present(response.json())

    async def logs(
        self, run_id: str, *, follow: bool = False, after: int = 0
    ) -> AsyncIterator[LogLine]:
        """The lines of a run's log so far; with ``follow``, until it ends."""
        delay = 0.2
        at = path("/runs/{run_id}/logs", run_id=run_id)
        while True:
            # Looked at before the log: what an ended run wrote is there.
            ended = not follow or (await self.get(run_id)).has_ended
            while True:
                response = await self._transport.send("GET", at, query={"after": after})
                answer = models.RunLogs.model_validate(response.json())
                for line in answer.logs:
                    yield line
                if not answer.logs:
                    break
                after = answer.next_after
            if ended:
                return
            await pause_async(delay)
            delay = min(1.0, delay * 1.5)

    def _present(self, wire: Any) -> AsyncRun:
        return AsyncRun(self, models.Run.model_validate(wire))
