# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional, TypeVar, Union

from pydantic import BaseModel

from .. import models
from .._wire import path, without_none
from .listing import Listing
from .runs import Params, Run, Runs
from .transport import Repeat, Transport

Data = Union[models.GeneratedPipeline, models.Pipeline, models.PipelineSummary]
Answers = Mapping[str, Union[str, list[str]]]
Model = TypeVar("Model", bound=BaseModel)

#: Stands for "not given" where ``None`` means something.
UNSET: Any = object()


class Pipeline:
    """A pipeline: what the API said of it (``data``), and what can be done with it."""

    def __init__(self, pipelines: Pipelines, data: Data) -> None:
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

    def clarify(self, answers: Answers) -> Pipeline:
        """Answers questions by their ids; the answer is the pipeline as it then is."""
        return self._pipelines.clarify(self.id, answers)

    def deploy(
        self,
        *,
        environment: Optional[str] = None,
        schedule: Optional[str] = UNSET,
        timezone: Optional[str] = None,
        **options: Any,
    ) -> models.DeployedPipeline:
        """Deploys it; see ``Pipelines.deploy``."""
        return self._pipelines.deploy(
            self.id, environment=environment, schedule=schedule, timezone=timezone, **options
        )

    def run(
        self,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Run:
        """Runs it now. With ``wait`` the server answers when the run has ended."""
        return self._pipelines.run(
            self.id,
            params,
            environment=environment,
            wait=wait,
            idempotency_key=idempotency_key,
        )

    def runs(self, **filters: Any) -> Listing[Run]:
        """Its runs, newest first."""
        return self._pipelines.runs(self.id, **filters)

    def status(self) -> models.PipelineStatus:
        """What its newest run is doing."""
        return self._pipelines.status(self.id)

    def refresh(self) -> Pipeline:
        """Everything about it, as it is now."""
        return self._pipelines.get(self.id)

    def pause(self) -> BaseModel:
        """Pauses its schedule."""
        return self._pipelines.pause(self.id)

    def resume(self) -> BaseModel:
        """Resumes its schedule from now on."""
        return self._pipelines.resume(self.id)

    def delete(self) -> None:
        """Deletes it: its schedule ends and its runs stop."""
        self._pipelines.delete(self.id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.name!r}>"


class Pipelines:
    """Pipelines: from a sentence or a spec to runs."""

    def __init__(self, transport: Transport, runs: Runs) -> None:
        self._transport = transport
        self._runs = runs

    def generate(
        self,
        description: str,
        *,
        project_id: Optional[str] = None,
        optimize: bool = True,
        validate: bool = True,
    ) -> Pipeline:
        """Makes a pipeline from a sentence.

        What is ambiguous comes back as ``pipeline.questions``; answer them with
        ``pipeline.clarify``.
        """
        body = without_none({"description": description, "project_id": project_id})
        body["options"] = {"optimize": optimize, "validate": validate}
        return self._own(self._post("/pipelines:generate", body, models.GeneratedPipeline))

    def create(self, spec: Mapping[str, Any], *, project_id: Optional[str] = None) -> Pipeline:
        """Makes a pipeline from a spec. Raises ``ValidationError`` with every finding."""
        body = without_none({"spec": dict(spec), "project_id": project_id})
        return self._own(self._post("/pipelines", body, models.GeneratedPipeline))

    def get(self, pipeline_id: str) -> Pipeline:
        """One pipeline in full."""
        response = self._transport.send("GET", _at(pipeline_id))
        return self._own(models.Pipeline.model_validate(response.json()))

    def list(self, **filters: Any) -> Listing[Pipeline]:
        """All pipelines, newest first; ``project_id=``, ``q=``, ``sort=`` and such narrow it."""
        return Listing(
            self._transport,
            "/pipelines",
            filters,
            lambda wire: self._own(models.PipelineSummary.model_validate(wire)),
        )

    def clarify(self, pipeline_id: str, answers: Answers) -> Pipeline:
        """Answers open questions, by their ids."""
        at = _at(pipeline_id, ":clarify")
        return self._own(self._post(at, {"answers": dict(answers)}, models.GeneratedPipeline))

    def deploy(
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
        return self._post(_at(pipeline_id, ":deploy"), body, models.DeployedPipeline)

    def run(
        self,
        pipeline_id: str,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Run:
        """Runs it now. The same ``idempotency_key`` answers the same run."""
        return self._runs.start(
            pipeline_id,
            params=params,
            environment=environment,
            wait=wait,
            idempotency_key=idempotency_key,
        )

    def runs(self, pipeline_id: str, **filters: Any) -> Listing[Run]:
        """The runs of a pipeline, newest first."""
        return self._runs.list_of(pipeline_id, **filters)

    def status(self, pipeline_id: str) -> models.PipelineStatus:
        """What its newest run is doing."""
        response = self._transport.send("GET", _at(pipeline_id, "/status"))
        return models.PipelineStatus.model_validate(response.json())

    def pause(self, pipeline_id: str) -> models.PausePipelineAnswer:
        """Pauses the schedule."""
        return self._post(
            _at(pipeline_id, ":pause"), None, models.PausePipelineAnswer, repeat="safe"
        )

    def resume(self, pipeline_id: str) -> models.ResumePipelineAnswer:
        """Resumes the schedule from now on; missed times are skipped."""
        return self._post(
            _at(pipeline_id, ":resume"), None, models.ResumePipelineAnswer, repeat="safe"
        )

    def delete(self, pipeline_id: str) -> None:
        """Ends its schedule and stops its runs."""
        self._transport.send("DELETE", _at(pipeline_id))

    def _own(self, data: Data) -> Pipeline:
        return Pipeline(self, data)

    def _post(
        self, at: str, body: Optional[object], model: type[Model], repeat: Repeat = "keyed"
    ) -> Model:
        response = self._transport.send("POST", at, body=body, repeat=repeat)
        return model.model_validate(response.json())


def _at(pipeline_id: str, suffix: str = "") -> str:
    return path("/pipelines/{pipeline_id}", pipeline_id=pipeline_id) + suffix
