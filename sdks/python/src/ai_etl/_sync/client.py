# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from types import TracebackType
from typing import Optional

import httpx

from .._base_url import api_url
from .._credentials import credentials_of
from .account import ApiKeys, Auth
from .connections import Connections, Connectors
from .data import Data, Metrics, Query, Storage
from .events import Events
from .glossary import Glossary
from .language_models import LanguageModels
from .organisation import (
    AuditLog,
    Invitations,
    Members,
    Organisation,
    Projects,
)
from .pipelines import Pipelines
from .runs import Runs
from .transport import Transport
from .verified_questions import VerifiedQuestions
from .webhooks import Webhooks


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
        transport = Transport(
            base_url=api_url(base_url),
            credentials=credentials_of(api_key, email, password),
            timeout_seconds=timeout_seconds,
            max_retries=max_retries,
            http_client=http_client,
        )
        self._transport = transport
        self.runs = Runs(transport)
        self.pipelines = Pipelines(transport, self.runs)
        self.connections = Connections(transport)
        self.connectors = Connectors(transport)
        self.data = Data(transport)
        self.query = Query(transport)
        self.glossary = Glossary(transport)
        self.language_models = LanguageModels(transport)
        self.storage = Storage(transport)
        self.metrics = Metrics(transport)
        self.verified_questions = VerifiedQuestions(transport)
        self.webhooks = Webhooks(transport)
        self.events = Events(transport)
        self.projects = Projects(transport)
        self.organisation = Organisation(transport)
        self.members = Members(transport)
        self.invitations = Invitations(transport)
        self.audit_log = AuditLog(transport)
        self.auth = Auth(transport)
        self.api_keys = ApiKeys(transport)

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
