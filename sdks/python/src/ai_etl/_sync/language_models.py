# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .. import models
from .._wire import without_none
from .resource import Resource


class LanguageModels(Resource):
    """Which language models a project asks, with which limits."""

    def get(self, *, project_id: Optional[str] = None) -> models.LanguageModelSettings:
        """All settings; never a key, only whether there is one."""
        return self._get(models.LanguageModelSettings, "/language-models", project_id=project_id)

    def put(
        self,
        *,
        enabled: bool = True,
        provider: Optional[Mapping[str, Any]] = None,
        share_values: Optional[bool] = None,
        tokens_per_day: Optional[int] = None,
        dollars_per_day: Optional[float] = None,
        timeout_seconds: Optional[int] = None,
        project_id: Optional[str] = None,
    ) -> models.LanguageModelSettings:
        """Replaces all settings. ``provider={"base_url": …, "model": …, "api_key": …}``.

        Without ``api_key`` the stored one stays while ``base_url`` does.
        """
        body = without_none(
            {
                "project_id": project_id,
                "share_values": share_values,
                "tokens_per_day": tokens_per_day,
                "dollars_per_day": dollars_per_day,
                "timeout_seconds": timeout_seconds,
            }
        )
        body["enabled"] = enabled
        if provider is not None:
            body["provider"] = dict(provider)
        return self._change(models.LanguageModelSettings, "PUT", "/language-models", body)
