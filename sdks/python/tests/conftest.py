from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Callable, Union

import httpx
import pytest

import ai_etl
from ai_etl import _retry

Answer = Union[httpx.Response, Exception]


class Peer:
    """A server at the network edge: answers in turn, and remembers what it was asked."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self._answers: list[Union[Answer, Callable[[httpx.Request], Answer]]] = []

    def answers(self, *answers: Union[Answer, Callable[[httpx.Request], Answer]]) -> None:
        self._answers.extend(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        assert self._answers, f"nothing was expected: {request.method} {request.url}"
        answer = self._answers.pop(0)
        answer = (
            answer(request)
            if callable(answer) and not isinstance(answer, httpx.Response)
            else answer
        )
        if isinstance(answer, Exception):
            raise answer
        return answer

    def body(self, index: int) -> Any:
        return json.loads(self.requests[index].content)

    def paths(self) -> list[str]:
        return [f"{one.method} {one.url.raw_path.decode()}" for one in self.requests]


def failure(status: int, code: str = "INTERNAL_ERROR", **headers: str) -> httpx.Response:
    error = {
        "code": code,
        "message": "What happened.",
        "details": [{"field": "schedule", "error": "Invalid cron expression"}],
        "request_id": "req_abc123",
    }
    return httpx.Response(
        status,
        json={"error": error},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@pytest.fixture
def peer() -> Peer:
    return Peer()


@pytest.fixture(autouse=True)
def without_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_retry, "_FIRST_SECONDS", 0.0)


@pytest.fixture
def client(peer: Peer) -> Iterator[ai_etl.Client]:
    http = httpx.Client(transport=httpx.MockTransport(peer))
    with ai_etl.Client(api_key="ak", base_url="http://peer", http_client=http) as client:
        yield client
    http.close()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
