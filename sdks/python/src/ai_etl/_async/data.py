from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from .. import models
from .._wire import without_none
from .resource import AsyncResource

#: Profiling and asking wait for a data system.
_PATIENT_SECONDS = 180.0

TableWithColumns = Mapping[str, Any]


class AsyncData(AsyncResource):
    """Looks at the data of a connection; nothing is changed."""

    async def profile(self, source: str, table: str, **options: Any) -> models.DataProfile:
        """Statistics of a table and its columns, on a sample of its rows.

        ``schema=``, ``sample_size=``, ``exact=`` and ``timeout_seconds=`` are the options.
        """
        body = without_none({"source": source, "table": table, **options})
        return await self._post(
            models.DataProfile,
            "/data/profile",
            body,
            repeat="safe",
            timeout_seconds=_PATIENT_SECONDS,
        )

    async def preview(
        self,
        source: str,
        table: str,
        *,
        schema: Optional[str] = None,
        limit: Optional[int] = None,
        columns: Optional[Sequence[str]] = None,
        filter: Optional[str] = None,
    ) -> models.DataPreview:
        """Some rows of a table; ``filter`` is in the expression language of pipelines."""
        return await self._get(
            models.DataPreview,
            "/data/preview",
            source=source,
            table=table,
            schema=schema,
            limit=limit,
            columns=None if columns is None else list(columns),
            filter=filter,
        )


class AsyncQuery(AsyncResource):
    """Questions in plain words."""

    async def ask(
        self,
        question: str,
        *,
        tables: Optional[Sequence[Union[str, TableWithColumns]]] = None,
        connection_id: Optional[str] = None,
        **options: Any,
    ) -> models.NlQueryAnswer:
        """Turns a question into read-only SQL; with ``execute=True`` it is run too.

        ``clarification`` of the answer is a question back: ask the same with the ``choice_id=``
        of one of its choices or readings. ``project_id=``, ``dialect=``, ``timezone=`` and
        ``limit=`` are the other options.
        """
        body = without_none({"question": question, "connection_id": connection_id, **options})
        if tables is not None:
            body["schema"] = {"tables": list(tables)}
        return await self._post(
            models.NlQueryAnswer,
            "/nl-query",
            body,
            repeat="safe",
            timeout_seconds=_PATIENT_SECONDS,
        )


class AsyncStorage(AsyncResource):
    """Where data is best kept, and what that costs."""

    async def recommend(
        self,
        data_profile: Optional[Mapping[str, Any]] = None,
        *,
        source: Optional[str] = None,
        table: Optional[str] = None,
        schema: Optional[str] = None,
    ) -> models.StorageRecommendation:
        """Engine, layout, sizes and costs, with the rules that said so.

        Of a profile (``size_gb``, ``access_pattern``, ``query_types``, …), of a table of a
        connection, or of both.
        """
        body = without_none(
            {
                "data_profile": None if data_profile is None else dict(data_profile),
                "source": source,
                "table": table,
                "schema": schema,
            }
        )
        return await self._post(
            models.StorageRecommendation,
            "/storage/recommend",
            body,
            repeat="safe",
            timeout_seconds=_PATIENT_SECONDS,
        )


class AsyncMetrics(AsyncResource):
    """Figures of what ran, and of the API itself."""

    async def get(self, metric: str, *, start: str, end: str, **options: Any) -> models.Metrics:
        """One metric over a time range (RFC 3339).

        ``bucket=``, ``group_by=``, ``pipeline=``, ``project=``, ``status=`` and ``fill=`` are the
        options.
        """
        return await self._get(
            models.Metrics, "/observability/metrics", metric=metric, start=start, end=end, **options
        )
