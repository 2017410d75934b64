from __future__ import annotations

from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import AsyncListing
from .resource import AsyncResource


class AsyncVersions(AsyncResource):
    """The versions of a pipeline: immutable, numbered from 1."""

    def list(self, pipeline_id: str, **filters: Any) -> AsyncListing[models.PipelineVersion]:
        """All versions, newest first."""
        return self._list(models.PipelineVersion, _at(pipeline_id, "/versions"), filters)

    async def get(self, pipeline_id: str, version: int) -> models.PipelineVersionWithSpec:
        """One version with its spec."""
        at = _at(pipeline_id, f"/versions/{int(version)}")
        return await self._get(models.PipelineVersionWithSpec, at)

    async def diff(
        self, pipeline_id: str, *, start: Optional[int] = None, end: Optional[int] = None
    ) -> models.VersionDiff:
        """What changed from one version to another."""
        query = {"from": start, "to": end}
        return await self._get(models.VersionDiff, _at(pipeline_id, "/versions:diff"), **query)

    async def rollback(
        self, pipeline_id: str, version: int, *, expected_version: Optional[int] = None
    ) -> models.PipelineVersion:
        """Makes a new version that is equal to an old one."""
        body = without_none({"version": version, "expected_version": expected_version})
        return await self._post(models.PipelineVersion, _at(pipeline_id, ":rollback"), body)


def _at(pipeline_id: str, suffix: str = "") -> str:
    return path("/pipelines/{pipeline_id}", pipeline_id=pipeline_id) + suffix
