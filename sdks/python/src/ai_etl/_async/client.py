from __future__ import annotations

from types import TracebackType
from typing import Optional

import httpx

from .._base_url import api_url
from .._credentials import credentials_of
from .account import AsyncApiKeys, AsyncAuth
from .connections import AsyncConnections, AsyncConnectors
from .data import AsyncData, AsyncMetrics, AsyncQuery, AsyncStorage
from .events import AsyncEvents
from .glossary import AsyncGlossary
from .language_models import AsyncLanguageModels
from .organisation import (
    AsyncAuditLog,
    AsyncInvitations,
    AsyncMembers,
    AsyncOrganisation,
    AsyncProjects,
)
from .pipelines import AsyncPipelines
from .runs import AsyncRuns
from .transport import AsyncTransport
from .verified_questions import AsyncVerifiedQuestions
from .webhooks import AsyncWebhooks


class AsyncClient:
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
        http_client: Optional[httpx.AsyncClient] = None,
    ) -> None:
        transport = AsyncTransport(
            base_url=api_url(base_url),
            credentials=credentials_of(api_key, email, password),
            timeout_seconds=timeout_seconds,
            max_retries=max_retries,
            http_client=http_client,
        )
        self._transport = transport
        self.runs = AsyncRuns(transport)
        self.pipelines = AsyncPipelines(transport, self.runs)
        self.connections = AsyncConnections(transport)
        self.connectors = AsyncConnectors(transport)
        self.data = AsyncData(transport)
        self.query = AsyncQuery(transport)
        self.glossary = AsyncGlossary(transport)
        self.language_models = AsyncLanguageModels(transport)
        self.storage = AsyncStorage(transport)
        self.metrics = AsyncMetrics(transport)
        self.verified_questions = AsyncVerifiedQuestions(transport)
        self.webhooks = AsyncWebhooks(transport)
        self.events = AsyncEvents(transport)
        self.projects = AsyncProjects(transport)
        self.organisation = AsyncOrganisation(transport)
        self.members = AsyncMembers(transport)
        self.invitations = AsyncInvitations(transport)
        self.audit_log = AsyncAuditLog(transport)
        self.auth = AsyncAuth(transport)
        self.api_keys = AsyncApiKeys(transport)

    async def close(self) -> None:
        """Closes its connections."""
        await self._transport.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        await self.close()
