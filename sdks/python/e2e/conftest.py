"""Against a real server: AI_ETL_BASE_URL, AI_ETL_EMAIL and AI_ETL_PASSWORD say which."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ai_etl import Client

BASE_URL = os.environ["AI_ETL_BASE_URL"]
EMAIL = os.environ["AI_ETL_EMAIL"]
PASSWORD = os.environ["AI_ETL_PASSWORD"]


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with Client(email=EMAIL, password=PASSWORD, base_url=BASE_URL) as client:
        yield client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
