# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import Listing
from .resource import Resource


class Connections(Resource):
    """Connections to data systems."""

    def create(
        self,
        name: str,
        type: str,
        settings: Mapping[str, Any],
        *,
        project_id: Optional[str] = None,
        test: bool = True,
    ) -> models.Connection:
        """Stores one, after a test unless ``test`` is false. Secrets are sealed and never answered."""
        body = without_none(
            {
                "name": name,
                "type": type,
                "settings": dict(settings),
                "project_id": project_id,
                "test": test,
            }
        )
        return self._post(models.Connection, "/connections", body)

    def list(self, **filters: Any) -> Listing[models.Connection]:
        """All of them; ``project_id=`` and ``type=`` narrow it."""
        return self._list(models.Connection, "/connections", filters)

    def get(self, connection_id: str) -> models.Connection:
        """One of them."""
        return self._get(models.Connection, _at(connection_id))

    def update(
        self,
        connection_id: str,
        *,
        name: Optional[str] = None,
        role: Optional[str] = None,
        settings: Optional[Mapping[str, Any]] = None,
        test: bool = True,
    ) -> models.Connection:
        """Changes what is given, after a test of new settings unless ``test`` is false.

        ``role`` is ``source`` or ``target``. A setting that is ``None`` is removed.
        """
        body = without_none({"name": name, "role": role, "test": test})
        if settings is not None:
            body["settings"] = dict(settings)
        return self._change(models.Connection, "PATCH", _at(connection_id), body)

    def delete(self, connection_id: str) -> None:
        """Deletes it. Raises ``ConflictError`` while pipelines use it."""
        self._do("DELETE", _at(connection_id))

    def test(self, connection_id: str) -> models.ConnectionTest:
        """Connects, logs in, reads; says which of these failed."""
        return self._post(models.ConnectionTest, _at(connection_id, ":test"), repeat="safe")

    def catalog(self, connection_id: str, *, refresh: Optional[bool] = None) -> models.Catalog:
        """Its tables and columns, as last read; ``refresh`` reads them anew."""
        return self._get(models.Catalog, _at(connection_id, "/catalog"), refresh=refresh)

    def catalog_status(self, connection_id: str) -> models.CatalogStatus:
        """How old its catalog is, what is kept of it, and what went wrong."""
        return self._get(models.CatalogStatus, _at(connection_id, "/catalog/status"))

    def refresh_catalog(self, connection_id: str) -> models.CatalogStatus:
        """Has a worker read it anew; answers at once."""
        at = _at(connection_id, ":refresh-catalog")
        return self._post(models.CatalogStatus, at, repeat="safe")

    def set_catalog_settings(
        self,
        connection_id: str,
        *,
        read_values: bool = True,
        refresh_minutes: int = 60,
        excluded_columns: Sequence[Mapping[str, str]] = (),
    ) -> models.CatalogStatus:
        """How it is kept: replaces all settings.

        Values of ``excluded_columns`` (``{"schema": …, "table": …, "column": …}``, what is absent is
        any) are deleted at once.
        """
        body = {
            "read_values": read_values,
            "refresh_minutes": refresh_minutes,
            "excluded_columns": [dict(column) for column in excluded_columns],
        }
        at = _at(connection_id, "/catalog/settings")
        return self._change(models.CatalogStatus, "PUT", at, body)

    def catalog_values(self, connection_id: str, **filters: Any) -> Listing[models.CatalogValue]:
        """Values of columns that are kept for understanding words."""
        return self._list(models.CatalogValue, _at(connection_id, "/catalog/values"), filters)


class Connectors(Resource):
    """Kinds of data systems that are understood."""

    def list(self, **filters: Any) -> Listing[models.Connector]:
        """All of them, with their settings."""
        return self._list(models.Connector, "/connectors", filters)

    def get(self, type: str) -> models.Connector:
        """One kind, by its type."""
        return self._get(models.Connector, path("/connectors/{type}", type=type))

    def configure(
        self,
        description: str,
        *,
        type: Optional[str] = None,
        hints: Optional[Mapping[str, Any]] = None,
        name: Optional[str] = None,
        project_id: Optional[str] = None,
    ) -> models.ConfiguredConnector:
        """Makes a connection from words, a URL or a command line, and tests it.

        ``type`` is ``source`` or ``target``; ``hints`` win over the words.
        """
        body = without_none(
            {
                "description": description,
                "type": type,
                "hints": None if hints is None else dict(hints),
                "name": name,
                "project_id": project_id,
            }
        )
        return self._post(models.ConfiguredConnector, "/connectors-ai/configure", body)


def _at(connection_id: str, suffix: str = "") -> str:
    return path("/connections/{connection_id}", connection_id=connection_id) + suffix
