# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from types import TracebackType
from typing import Optional

import httpx

from .._base_url import api_url
from .._credentials import credentials_of
from .pipelines import Pipelines
from .runs import Runs
from .transport import Transport


class Client:
    """The API of AI-ETL.

    Give ``api_key``, or ``email`` and ``password`` (tokens are then fetched and renewed as
    needed). ``base_url`` works with and without ``/api/v1``. ``max_retries`` counts tries beyond
    the first; only what may be sent twice is sent twice. An ``http_client`` of yours (proxies,
    certificates, transports) is used and not closed.
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        base_url: str = "https://api.ai-etl.com",
        *,
        email: Optional[str] = None,
        password: Optional[str] = None,
        timeout_seconds: float = 60.0,
        max_retries: int = 3,
        http_client: Optional[httpx.Client] = None,
    ) -> None:
        self._transport = Transport(
            base_url=api_url(base_url),
            credentials=credentials_of(api_key, email, password),
            timeout_seconds=timeout_seconds,
            max_retries=max_retries,
            http_client=http_client,
        )
        self.runs = Runs(self._transport)
        self.pipelines = Pipelines(self._transport, self.runs)

    def close(self) -> None:
        """Closes its connections."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()
