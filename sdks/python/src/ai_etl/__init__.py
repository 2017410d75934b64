"""AI-ETL: describe a data pipeline in plain words; get one that is proved against the real data.

from ai_etl import Client

client = Client(api_key="your_api_key", base_url="https://api.ai-etl.com")
pipeline = client.pipelines.generate(description="Load data from PostgreSQL to ClickHouse")
pipeline.deploy(schedule="0 2 * * *")
run = pipeline.run(params={"date": "2024-01-26"})
print(run.get_status())
"""

from . import models
from ._async.client import AsyncClient
from ._async.listing import AsyncListing
from ._async.pipeline import AsyncPipeline
from ._async.runs import AsyncRun
from ._errors import (
    AiEtlError,
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    AuthenticationError,
    ConflictError,
    ErrorDetail,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RunFailedError,
    ServerError,
    ValidationError,
    WaitTimeoutError,
    WebhookVerificationError,
)
from ._event import Event
from ._page import Page
from ._sync.client import Client
from ._sync.listing import Listing
from ._sync.pipeline import Pipeline
from ._sync.runs import Run
from ._version import __version__
from ._webhooks import sign_payload, verify_webhook

__all__ = [
    "AiEtlError",
    "ApiConnectionError",
    "ApiError",
    "ApiTimeoutError",
    "AsyncClient",
    "AsyncListing",
    "AsyncPipeline",
    "AsyncRun",
    "AuthenticationError",
    "Client",
    "ConflictError",
    "ErrorDetail",
    "Event",
    "Listing",
    "NotFoundError",
    "Page",
    "PermissionDeniedError",
    "Pipeline",
    "RateLimitError",
    "Run",
    "RunFailedError",
    "ServerError",
    "ValidationError",
    "WaitTimeoutError",
    "WebhookVerificationError",
    "__version__",
    "models",
    "sign_payload",
    "verify_webhook",
]
