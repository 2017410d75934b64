from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

from .. import models
from .._wire import without_none
from .resource import AsyncResource


class AsyncGlossary(AsyncResource):
    """What the people of a project call their tables, columns and values."""

    async def get(self, *, project_id: Optional[str] = None) -> models.Glossary:
        """All terms, and their version."""
        return await self._get(models.Glossary, "/glossary", project_id=project_id)

    async def put(
        self,
        terms: Sequence[Mapping[str, Any]],
        *,
        version: Optional[int] = None,
        project_id: Optional[str] = None,
    ) -> models.Glossary:
        """Replaces all terms: ``{"term": …, "means": {"kind": "table", "table": …}}``.

        With ``version``, raises ``ConflictError`` when somebody was faster.
        """
        body = without_none({"version": version, "project_id": project_id})
        body["terms"] = [dict(term) for term in terms]
        return await self._change(models.Glossary, "PUT", "/glossary", body)
