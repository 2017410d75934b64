from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import AsyncListing
from .pipeline import Answers, AsyncPipeline, Data
from .resource import UNSET, AsyncResource
from .runs import AsyncRun, AsyncRuns, Params
from .transport import AsyncTransport
from .versions import AsyncVersions


class AsyncPipelines(AsyncResource):
    """Pipelines: from a sentence or a spec to runs."""

    def __init__(self, transport: AsyncTransport, runs: AsyncRuns) -> None:
        super().__init__(transport)
        self._runs = runs
        self.versions = AsyncVersions(transport)

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
        return self._own(await self._post(models.GeneratedPipeline, "/pipelines:generate", body))

    async def create(
        self, spec: Mapping[str, Any], *, project_id: Optional[str] = None
    ) -> AsyncPipeline:
        """Makes a pipeline from a spec. Raises ``ValidationError`` with every finding."""
        body = without_none({"spec": dict(spec), "project_id": project_id})
        return self._own(await self._post(models.GeneratedPipeline, "/pipelines", body))

    async def update(
        self,
        pipeline_id: str,
        spec: Mapping[str, Any],
        *,
        expected_version: Optional[int] = None,
    ) -> AsyncPipeline:
        """Adds a version. Raises ``ConflictError`` when another one came after ``expected_version``."""
        body = without_none({"spec": dict(spec), "expected_version": expected_version})
        at = _at(pipeline_id)
        return self._own(await self._change(models.GeneratedPipeline, "PATCH", at, body))

    async def get(self, pipeline_id: str) -> AsyncPipeline:
        """One pipeline in full."""
        return self._own(await self._get(models.Pipeline, _at(pipeline_id)))

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
        body = {"answers": dict(answers)}
        at = _at(pipeline_id, ":clarify")
        return self._own(await self._post(models.GeneratedPipeline, at, body))

    async def regenerate(
        self,
        pipeline_id: str,
        instruction: str,
        *,
        answers: Optional[Answers] = None,
        dry_run: Optional[bool] = None,
        expected_version: Optional[int] = None,
    ) -> models.RegeneratedPipeline:
        """Changes the latest version in words, for example "run at 3am Berlin time".

        Answers what changed; what is unclear comes back as questions, and nothing is stored. Send the
        same instruction again with ``answers``.
        """
        body = without_none(
            {
                "instruction": instruction,
                "answers": None if answers is None else dict(answers),
                "dry_run": dry_run,
                "expected_version": expected_version,
            }
        )
        at = _at(pipeline_id, ":regenerate")
        return await self._post(models.RegeneratedPipeline, at, body)

    async def deploy(
        self,
        pipeline_id: str,
        *,
        environment: Optional[str] = None,
        version: Optional[int] = None,
        schedule: Optional[str] = UNSET,
        timezone: Optional[str] = None,
        dry_run: Optional[bool] = None,
    ) -> models.DeployedPipeline:
        """Deploys a version, by default the latest, to an environment, by default production.

        Without ``schedule`` the sentence's is taken; ``None``: none. ``dry_run`` only says what
        would change.
        """
        body = without_none(
            {
                "environment": environment,
                "version": version,
                "timezone": timezone,
                "dry_run": dry_run,
            }
        )
        if schedule is not UNSET:
            body["schedule"] = schedule
        return await self._post(models.DeployedPipeline, _at(pipeline_id, ":deploy"), body)

    async def run(
        self,
        pipeline_id: str,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        full_refresh: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> AsyncRun:
        """Runs it now. The same ``idempotency_key`` answers the same run."""
        return await self._runs.start(
            pipeline_id,
            params=params,
            environment=environment,
            wait=wait,
            full_refresh=full_refresh,
            idempotency_key=idempotency_key,
        )

    def runs(self, pipeline_id: str, **filters: Any) -> AsyncListing[AsyncRun]:
        """The runs of a pipeline, newest first."""
        return self._runs.list_of(pipeline_id, **filters)

    async def backfill(
        self, pipeline_id: str, start: str, end: str, **options: Any
    ) -> models.Backfill:
        """Runs it for each time of its schedule from ``start`` to ``end`` (RFC 3339)."""
        body = without_none({"from": start, "to": end, **options})
        return await self._post(models.Backfill, _at(pipeline_id, ":backfill"), body)

    async def status(self, pipeline_id: str) -> models.PipelineStatus:
        """What its newest run is doing."""
        return await self._get(models.PipelineStatus, _at(pipeline_id, "/status"))

    async def validate(
        self,
        pipeline_id: str,
        *,
        version: Optional[int] = None,
        environment: Optional[str] = None,
    ) -> models.ValidatedPipeline:
        """Proves it against the live systems, without running it."""
        body = without_none({"version": version, "environment": environment})
        at = _at(pipeline_id, ":validate")
        return await self._post(models.ValidatedPipeline, at, body, repeat="safe")

    async def describe(
        self, pipeline_id: str, *, version: Optional[int] = None
    ) -> models.DescribedPipeline:
        """What it does, in plain words."""
        at = _at(pipeline_id, ":describe")
        return await self._get(models.DescribedPipeline, at, version=version)

    async def code(
        self, pipeline_id: str, target: str = "pandas", **options: Any
    ) -> models.PipelineCode:
        """The same pipeline as a program: ``pandas``, ``sql``, ``airflow`` or ``yaml``."""
        at = _at(pipeline_id, "/code")
        return await self._get(models.PipelineCode, at, target=target, **options)

    async def clone(self, pipeline_id: str, **options: Any) -> AsyncPipeline:
        """Copies it; ``name=``, ``project_id=``, ``connections=`` and ``version=`` are the options."""
        at = _at(pipeline_id, ":clone")
        return self._own(await self._post(models.GeneratedPipeline, at, without_none(options)))

    async def export(self, pipeline_id: str, *, version: Optional[int] = None) -> str:
        """The pipeline as one YAML file fit for git."""
        return await self._text(_at(pipeline_id, ":export"), version=version)

    async def import_yaml(self, yaml: str, **options: Any) -> models.ImportedPipeline:
        """Makes or updates the pipeline of a YAML file; ``dry_run=`` only says which."""
        body = without_none({"yaml": yaml, **options})
        return await self._post(models.ImportedPipeline, "/pipelines:import", body)

    async def pause(
        self, pipeline_id: str, *, environment: Optional[str] = None
    ) -> models.Schedule:
        """Pauses the schedule."""
        body = without_none({"environment": environment})
        at = _at(pipeline_id, ":pause")
        return await self._post(models.Schedule, at, body, repeat="safe")

    async def resume(
        self, pipeline_id: str, *, environment: Optional[str] = None
    ) -> models.Schedule:
        """Resumes the schedule from now on; missed times are skipped."""
        body = without_none({"environment": environment})
        at = _at(pipeline_id, ":resume")
        return await self._post(models.Schedule, at, body, repeat="safe")

    async def delete(self, pipeline_id: str) -> None:
        """Ends its schedule and stops its runs; ``restore`` brings it back."""
        await self._do("DELETE", _at(pipeline_id))

    async def restore(self, pipeline_id: str) -> AsyncPipeline:
        """Brings a deleted one back, its schedule paused."""
        at = _at(pipeline_id, ":restore")
        return self._own(await self._post(models.PipelineSummary, at, repeat="safe"))

    def _own(self, data: Data) -> AsyncPipeline:
        return AsyncPipeline(self, data)


def _at(pipeline_id: str, suffix: str = "") -> str:
    return path("/pipelines/{pipeline_id}", pipeline_id=pipeline_id) + suffix
