from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional, TypeVar, Union

from pydantic import BaseModel

from .. import models
from .._wire import path, without_none
from .listing import AsyncListing
from .runs import AsyncRun, AsyncRuns, Params
from .transport import AsyncTransport, Repeat

Data = Union[models.GeneratedPipeline, models.Pipeline, models.PipelineSummary]
Answers = Mapping[str, Union[str, list[str]]]
Model = TypeVar("Model", bound=BaseModel)

#: Stands for "not given" where ``None`` means something.
UNSET: Any = object()


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

    async def deploy(
        self,
        *,
        environment: Optional[str] = None,
        schedule: Optional[str] = UNSET,
        timezone: Optional[str] = None,
        **options: Any,
    ) -> models.DeployedPipeline:
        """Deploys it; see ``Pipelines.deploy``."""
        return await self._pipelines.deploy(
            self.id, environment=environment, schedule=schedule, timezone=timezone, **options
        )

    async def run(
        self,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> AsyncRun:
        """Runs it now. With ``wait`` the server answers when the run has ended."""
        return await self._pipelines.run(
            self.id,
            params,
            environment=environment,
            wait=wait,
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

    async def pause(self) -> BaseModel:
        """Pauses its schedule."""
        return await self._pipelines.pause(self.id)

    async def resume(self) -> BaseModel:
        """Resumes its schedule from now on."""
        return await self._pipelines.resume(self.id)

    async def delete(self) -> None:
        """Deletes it: its schedule ends and its runs stop."""
        await self._pipelines.delete(self.id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.name!r}>"


class AsyncPipelines:
    """Pipelines: from a sentence or a spec to runs."""

    def __init__(self, transport: AsyncTransport, runs: AsyncRuns) -> None:
        self._transport = transport
        self._runs = runs

    async def generate(
        self,
        description: str,
        *,
        project_id: Optional[str] = None,
        optimize: bool = True,
        validate: bool = True,
    ) -> AsyncPipeline:
        """Makes a pipeline from a sentence.

        What is ambiguous comes back as ``pipeline.questions``; answer them with
        ``pipeline.clarify``.
        """
        body = without_none({"description": description, "project_id": project_id})
        body["options"] = {"optimize": optimize, "validate": validate}
        return self._own(await self._post("/pipelines:generate", body, models.GeneratedPipeline))

    async def create(
        self, spec: Mapping[str, Any], *, project_id: Optional[str] = None
    ) -> AsyncPipeline:
        """Makes a pipeline from a spec. Raises ``ValidationError`` with every finding."""
        body = without_none({"spec": dict(spec), "project_id": project_id})
        return self._own(await self._post("/pipelines", body, models.GeneratedPipeline))

    async def get(self, pipeline_id: str) -> AsyncPipeline:
        """One pipeline in full."""
        response = await self._transport.send("GET", _at(pipeline_id))
        return self._own(models.Pipeline.model_validate(response.json()))

    def list(self, **filters: Any) -> AsyncListing[AsyncPipeline]:
        """All pipelines, newest first; ``project_id=``, ``q=``, ``sort=`` and such narrow it."""
        return AsyncListing(
            self._transport,
            "/pipelines",
            filters,
            lambda wire: self._own(models.PipelineSummary.model_validate(wire)),
        )

    async def clarify(self, pipeline_id: str, answers: Answers) -> AsyncPipeline:
        """Answers open questions, by their ids."""
        at = _at(pipeline_id, ":clarify")
        return self._own(await self._post(at, {"answers": dict(answers)}, models.GeneratedPipeline))

    async def deploy(
        self,
        pipeline_id: str,
        *,
        environment: Optional[str] = None,
        schedule: Optional[str] = UNSET,
        timezone: Optional[str] = None,
        **options: Any,
    ) -> models.DeployedPipeline:
        """Deploys the latest version. Without ``schedule`` the sentence's is taken; ``None``: none."""
        body = without_none({"environment": environment, "timezone": timezone, **options})
        if schedule is not UNSET:
            body["schedule"] = schedule
        return await self._post(_at(pipeline_id, ":deploy"), body, models.DeployedPipeline)

    async def run(
        self,
        pipeline_id: str,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> AsyncRun:
        """Runs it now. The same ``idempotency_key`` answers the same run."""
        return await self._runs.start(
            pipeline_id,
            params=params,
            environment=environment,
            wait=wait,
            idempotency_key=idempotency_key,
        )

    def runs(self, pipeline_id: str, **filters: Any) -> AsyncListing[AsyncRun]:
        """The runs of a pipeline, newest first."""
        return self._runs.list_of(pipeline_id, **filters)

    async def status(self, pipeline_id: str) -> models.PipelineStatus:
        """What its newest run is doing."""
        response = await self._transport.send("GET", _at(pipeline_id, "/status"))
        return models.PipelineStatus.model_validate(response.json())

    async def pause(self, pipeline_id: str) -> models.PausePipelineAnswer:
        """Pauses the schedule."""
        return await self._post(
            _at(pipeline_id, ":pause"), None, models.PausePipelineAnswer, repeat="safe"
        )

    async def resume(self, pipeline_id: str) -> models.ResumePipelineAnswer:
        """Resumes the schedule from now on; missed times are skipped."""
        return await self._post(
            _at(pipeline_id, ":resume"), None, models.ResumePipelineAnswer, repeat="safe"
        )

    async def delete(self, pipeline_id: str) -> None:
        """Ends its schedule and stops its runs."""
        await self._transport.send("DELETE", _at(pipeline_id))

    def _own(self, data: Data) -> AsyncPipeline:
        return AsyncPipeline(self, data)

    async def _post(
        self, at: str, body: Optional[object], model: type[Model], repeat: Repeat = "keyed"
    ) -> Model:
        response = await self._transport.send("POST", at, body=body, repeat=repeat)
        return model.model_validate(response.json())


def _at(pipeline_id: str, suffix: str = "") -> str:
    return path("/pipelines/{pipeline_id}", pipeline_id=pipeline_id) + suffix
