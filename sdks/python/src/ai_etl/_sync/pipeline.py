# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional, Union

from .. import models
from .listing import Listing
from .resource import UNSET
from .runs import Params, Run

if TYPE_CHECKING:
    from .pipelines import Pipelines

#: What the API may have said of a pipeline: generated, in full, or one line of a list.
Data = Union[models.GeneratedPipeline, models.Pipeline, models.PipelineSummary]
Answers = Mapping[str, Union[str, list[str]]]


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

    def regenerate(
        self,
        instruction: str,
        *,
        answers: Optional[Answers] = None,
        dry_run: Optional[bool] = None,
        expected_version: Optional[int] = None,
    ) -> models.RegeneratedPipeline:
        """Changes it in words, for example "run at 3am Berlin time"; answers what changed."""
        return self._pipelines.regenerate(
            self.id,
            instruction,
            answers=answers,
            dry_run=dry_run,
            expected_version=expected_version,
        )

    def deploy(
        self,
        *,
        environment: Optional[str] = None,
        version: Optional[int] = None,
        schedule: Optional[str] = UNSET,
        timezone: Optional[str] = None,
        dry_run: Optional[bool] = None,
    ) -> models.DeployedPipeline:
        """Deploys a version, by default the latest, to an environment, by default production."""
        return self._pipelines.deploy(
            self.id,
            environment=environment,
            version=version,
            schedule=schedule,
            timezone=timezone,
            dry_run=dry_run,
        )

    def run(
        self,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        full_refresh: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Run:
        """Runs it now. With ``wait`` the server answers when the run has ended."""
        return self._pipelines.run(
            self.id,
            params,
            environment=environment,
            wait=wait,
            full_refresh=full_refresh,
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

    def pause(self) -> models.Schedule:
        """Pauses its schedule."""
        return self._pipelines.pause(self.id)

    def resume(self) -> models.Schedule:
        """Resumes its schedule from now on."""
        return self._pipelines.resume(self.id)

    def delete(self) -> None:
        """Deletes it: its schedule ends and its runs stop."""
        self._pipelines.delete(self.id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.name!r}>"
