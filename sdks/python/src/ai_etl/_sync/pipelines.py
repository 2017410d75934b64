# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import Listing
from .pipeline import Answers, Data, Pipeline
from .resource import UNSET, Resource
from .runs import Params, Run, Runs
from .transport import Transport
from .versions import Versions


class Pipelines(Resource):
    """Pipelines: from a sentence or a spec to runs."""

    def __init__(self, transport: Transport, runs: Runs) -> None:
        super().__init__(transport)
        self._runs = runs
        self.versions = Versions(transport)

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
        return self._own(self._post(models.GeneratedPipeline, "/pipelines:generate", body))

    def create(self, spec: Mapping[str, Any], *, project_id: Optional[str] = None) -> Pipeline:
        """Makes a pipeline from a spec. Raises ``ValidationError`` with every finding."""
        body = without_none({"spec": dict(spec), "project_id": project_id})
        return self._own(self._post(models.GeneratedPipeline, "/pipelines", body))

    def update(
        self,
        pipeline_id: str,
        spec: Mapping[str, Any],
        *,
        expected_version: Optional[int] = None,
    ) -> Pipeline:
        """Adds a version. Raises ``ConflictError`` when another one came after ``expected_version``."""
        body = without_none({"spec": dict(spec), "expected_version": expected_version})
        at = _at(pipeline_id)
        return self._own(self._change(models.GeneratedPipeline, "PATCH", at, body))

    def get(self, pipeline_id: str) -> Pipeline:
        """One pipeline in full."""
        return self._own(self._get(models.Pipeline, _at(pipeline_id)))

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
        body = {"answers": dict(answers)}
        at = _at(pipeline_id, ":clarify")
        return self._own(self._post(models.GeneratedPipeline, at, body))

    def regenerate(
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
        return self._post(models.RegeneratedPipeline, at, body)

    def deploy(
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
        return self._post(models.DeployedPipeline, _at(pipeline_id, ":deploy"), body)

    def run(
        self,
        pipeline_id: str,
        params: Optional[Params] = None,
        *,
        environment: Optional[str] = None,
        wait: bool = False,
        full_refresh: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Run:
        """Runs it now. The same ``idempotency_key`` answers the same run."""
        return self._runs.start(
            pipeline_id,
            params=params,
            environment=environment,
            wait=wait,
            full_refresh=full_refresh,
            idempotency_key=idempotency_key,
        )

    def runs(self, pipeline_id: str, **filters: Any) -> Listing[Run]:
        """The runs of a pipeline, newest first."""
        return self._runs.list_of(pipeline_id, **filters)

    def backfill(self, pipeline_id: str, start: str, end: str, **options: Any) -> models.Backfill:
        """Runs it for each time of its schedule from ``start`` to ``end`` (RFC 3339)."""
        body = without_none({"from": start, "to": end, **options})
        return self._post(models.Backfill, _at(pipeline_id, ":backfill"), body)

    def status(self, pipeline_id: str) -> models.PipelineStatus:
        """What its newest run is doing."""
        return self._get(models.PipelineStatus, _at(pipeline_id, "/status"))

    def validate(
        self,
        pipeline_id: str,
        *,
        version: Optional[int] = None,
        environment: Optional[str] = None,
    ) -> models.ValidatedPipeline:
        """Proves it against the live systems, without running it."""
        body = without_none({"version": version, "environment": environment})
        at = _at(pipeline_id, ":validate")
        return self._post(models.ValidatedPipeline, at, body, repeat="safe")

    def describe(
        self, pipeline_id: str, *, version: Optional[int] = None
    ) -> models.DescribedPipeline:
        """What it does, in plain words."""
        at = _at(pipeline_id, ":describe")
        return self._get(models.DescribedPipeline, at, version=version)

    def code(self, pipeline_id: str, target: str = "pandas", **options: Any) -> models.PipelineCode:
        """The same pipeline as a program: ``pandas``, ``sql``, ``airflow`` or ``yaml``."""
        at = _at(pipeline_id, "/code")
        return self._get(models.PipelineCode, at, target=target, **options)

    def clone(self, pipeline_id: str, **options: Any) -> Pipeline:
        """Copies it; ``name=``, ``project_id=``, ``connections=`` and ``version=`` are the options."""
        at = _at(pipeline_id, ":clone")
        return self._own(self._post(models.GeneratedPipeline, at, without_none(options)))

    def export(self, pipeline_id: str, *, version: Optional[int] = None) -> str:
        """The pipeline as one YAML file fit for git."""
        return self._text(_at(pipeline_id, ":export"), version=version)

    def import_yaml(self, yaml: str, **options: Any) -> models.ImportedPipeline:
        """Makes or updates the pipeline of a YAML file; ``dry_run=`` only says which."""
        body = without_none({"yaml": yaml, **options})
        return self._post(models.ImportedPipeline, "/pipelines:import", body)

    def pause(self, pipeline_id: str, *, environment: Optional[str] = None) -> models.Schedule:
        """Pauses the schedule."""
        body = without_none({"environment": environment})
        at = _at(pipeline_id, ":pause")
        return self._post(models.Schedule, at, body, repeat="safe")

    def resume(self, pipeline_id: str, *, environment: Optional[str] = None) -> models.Schedule:
        """Resumes the schedule from now on; missed times are skipped."""
        body = without_none({"environment": environment})
        at = _at(pipeline_id, ":resume")
        return self._post(models.Schedule, at, body, repeat="safe")

    def delete(self, pipeline_id: str) -> None:
        """Ends its schedule and stops its runs; ``restore`` brings it back."""
        self._do("DELETE", _at(pipeline_id))

    def restore(self, pipeline_id: str) -> Pipeline:
        """Brings a deleted one back, its schedule paused."""
        at = _at(pipeline_id, ":restore")
        return self._own(self._post(models.PipelineSummary, at, repeat="safe"))

    def _own(self, data: Data) -> Pipeline:
        return Pipeline(self, data)


def _at(pipeline_id: str, suffix: str = "") -> str:
    return path("/pipelines/{pipeline_id}", pipeline_id=pipeline_id) + suffix
