from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional, Union

from .. import models
from .listing import AsyncListing
from .resource import UNSET
from .runs import AsyncRun, Params

if TYPE_CHECKING:
    from .pipelines import AsyncPipelines

#: What the API may have said of a pipeline: generated, in full, or one line of a list.
Data = Union[models.GeneratedPipeline, models.Pipeline, models.PipelineSummary]
Answers = Mapping[str, Union[str, list[str]]]


class AsyncPipeline:
    """A pipeline: what the API said of it (``data``), and what can be done with it."""

    def __init__(self, pipelines: AsyncPipelines, data: Data) -> None:
        self._pipelines = pipelines
        self.data = data

    @property
    def id(self) -> str:
        """``pipe_…``."""
        return self.data.pipeline_id

    @property
    def name(self) -> str:
        """Its name."""
        return self.data.name

    @property
    def code(self) -> Optional[str]:
        """The pandas program that does the same; ``None`` where the API did not say."""
        code = getattr(self.data, "code", None)
        return code if isinstance(code, str) else None

    @property
    def questions(self) -> list[models.Question]:
        """What must be answered before it can be deployed; empty when nothing is in doubt."""
        return list(getattr(self.data, "clarification", None) or [])

    async def clarify(self, answers: Answers) -> AsyncPipeline:
        """Answers questions by their ids; the answer is the pipeline as it then is."""
        return await self._pipelines.clarify(self.id, answers)

    async def regenerate(
        self,
        instruction: str,
        *,
        answers: Optional[Answers] = None,
        dry_run: Optional[bool] = None,
        expected_version: Optional[int] = None,
    ) -> models.RegeneratedPipeline:
        """Changes it in words, for example "run at 3am Berlin time"; answers what changed."""
        return await self._pipelines.regenerate(
            self.id,
            instruction,
            answers=answers,
            dry_run=dry_run,
            expected_version=expected_version,
        )

    async def deploy(
        self,
        *,
        environment: Optional[str] = None,
        version: Optional[int] = None,
        schedule: Optional[str] = UNSET,
        timezone: Optional[str] = None,
        dry_run: Optional[bool] = None,
    ) -> models.DeployedPipeline:
        """Deploys a version, by default the latest, to an environment, by default production."""
        return await self._pipelines.deploy(
            self.id,
            environment=environment,
            version=version,
            schedule=schedule,
            timezone=timezone,
            dry_run=dry_run,
        )

    async def run(
        self,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        full_refresh: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> AsyncRun:
        """Runs it now. With ``wait`` the server answers when the run has ended."""
        return await self._pipelines.run(
            self.id,
            params,
            environment=environment,
            wait=wait,
            full_refresh=full_refresh,
            idempotency_key=idempotency_key,
        )

    def runs(self, **filters: Any) -> AsyncListing[AsyncRun]:
        """Its runs, newest first."""
        return self._pipelines.runs(self.id, **filters)

    async def status(self) -> models.PipelineStatus:
        """What its newest run is doing."""
        return await self._pipelines.status(self.id)

    async def refresh(self) -> AsyncPipeline:
        """Everything about it, as it is now."""
        return await self._pipelines.get(self.id)

    async def pause(self) -> models.Schedule:
        """Pauses its schedule."""
        return await self._pipelines.pause(self.id)

    async def resume(self) -> models.Schedule:
        """Resumes its schedule from now on."""
        return await self._pipelines.resume(self.id)

    async def delete(self) -> None:
        """Deletes it: its schedule ends and its runs stop."""
        await self._pipelines.delete(self.id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.name!r}>"
