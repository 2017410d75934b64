from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

import ai_etl
from ai_etl._base_url import api_url

from .conftest import Peer, failure

PAIR = {"access_token": "a1", "refresh_token": "r1", "token_type": "bearer", "expires_in": 3600}
STATUS: dict[str, Any] = {
    "pipeline_id": "pipe_1",
    "run_id": None,
    "status": "idle",
    "current_task": None,
    "progress": None,
    "started_at": None,
    "estimated_completion": None,
}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("https://api.ai-etl.com", "https://api.ai-etl.com/api/v1"),
        ("http://localhost:8000/", "http://localhost:8000/api/v1"),
        ("http://localhost:8000/api/v1/", "http://localhost:8000/api/v1"),
        ("https://proxy/etl", "https://proxy/etl/api/v1"),
    ],
)
def test_base_url_works_with_and_without_the_prefix(given: str, wanted: str) -> None:
    assert api_url(given) == wanted


@pytest.mark.parametrize("bad", ["", "api.ai-etl.com", "ftp://x", "http://"])
def test_base_url_that_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        api_url(bad)


@pytest.mark.parametrize(
    "given",
    [
        {"api_key": "x", "email": "a@b", "password": "p"},
        {"email": "a@b"},
        {"password": "p"},
        {"api_key": " "},
        {"api_key": "x\r\nX-Evil: 1"},
    ],
)
def test_half_or_double_credentials_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        ai_etl.Client(**given, base_url="http://peer")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ai_etl.ValidationError),
        (401, ai_etl.AuthenticationError),
        (403, ai_etl.PermissionDeniedError),
        (404, ai_etl.NotFoundError),
        (409, ai_etl.ConflictError),
        (413, ai_etl.ValidationError),
    ],
)
def test_a_refusal_is_an_error_of_its_own_kind(
    peer: Peer, client: ai_etl.Client, status: int, kind: type[ai_etl.ApiError]
) -> None:
    peer.answers(failure(status, "SOME_CODE"))
    with pytest.raises(kind) as caught:
        client.pipelines.status("pipe_1")
    error = caught.value
    assert (error.status, error.code, error.request_id) == (status, "SOME_CODE", "req_abc123")
    assert error.details == (ai_etl.ErrorDetail("schedule", "Invalid cron expression"),)
    assert "schedule: Invalid cron expression" in str(error)
    assert len(peer.requests) == 1


def test_an_answer_that_is_no_envelope_is_an_error_too(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(httpx.Response(404, text="<html>nginx</html>", headers={"x-request-id": "r"}))
    with pytest.raises(ai_etl.NotFoundError) as caught:
        client.pipelines.status("pipe_1")
    assert (caught.value.code, caught.value.request_id) == ("UNKNOWN", "r")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_reading_is_tried_again(peer: Peer, client: ai_etl.Client, status: int) -> None:
    peer.answers(failure(status), httpx.ConnectError("refused"), httpx.Response(200, json=STATUS))
    assert client.pipelines.status("pipe_1").status == "idle"
    assert len(peer.requests) == 3


def test_it_gives_up_after_the_retries(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(*[failure(503) for _ in range(4)])
    with pytest.raises(ai_etl.ServerError):
        client.pipelines.status("pipe_1")
    assert len(peer.requests) == 4


def test_retry_after_is_honoured(
    peer: Peer, client: ai_etl.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("ai_etl._sync.transport.pause", waited.append)
    peer.answers(failure(429, retry_after="7"), httpx.Response(200, json=STATUS))
    client.pipelines.status("pipe_1")
    assert waited == [7.0]


def test_a_wait_longer_than_a_minute_is_the_callers(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(failure(429, "RATE_LIMIT_EXCEEDED", retry_after="3600"))
    with pytest.raises(ai_etl.RateLimitError) as caught:
        client.pipelines.status("pipe_1")
    assert caught.value.retry_after == 3600


def test_what_creates_carries_one_key_through_its_retries(
    peer: Peer, client: ai_etl.Client
) -> None:
    peer.answers(httpx.ReadTimeout("slow"), failure(503), failure(400))
    with pytest.raises(ai_etl.ValidationError):
        client.pipelines.generate("Load it")
    keys = {one.headers["idempotency-key"] for one in peer.requests}
    assert (len(peer.requests), len(keys)) == (3, 1)


def test_a_first_try_that_is_still_at_work_is_waited_for(
    peer: Peer, client: ai_etl.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("ai_etl._sync.transport.pause", waited.append)
    peer.answers(failure(409, "CONFLICT", retry_after="1"), failure(409, "CONFLICT"))
    with pytest.raises(ai_etl.ConflictError):
        client.pipelines.generate("Load it")
    assert waited == [1.0]
    assert len({one.headers["idempotency-key"] for one in peer.requests}) == 1


def test_a_time_out_is_told_as_one(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(*[httpx.ReadTimeout("slow") for _ in range(4)])
    with pytest.raises(ai_etl.ApiTimeoutError):
        client.pipelines.status("pipe_1")


@pytest.mark.parametrize("bad", ["", ".", ".."])
def test_an_id_that_would_change_the_path_is_refused(client: ai_etl.Client, bad: str) -> None:
    with pytest.raises(ValueError, match="pipeline_id"):
        client.pipelines.get(bad)


def test_an_id_stays_one_segment(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(failure(404))
    with pytest.raises(ai_etl.NotFoundError):
        client.pipelines.status("../x?y#z")
    assert peer.paths() == ["GET /api/v1/pipelines/..%2Fx%3Fy%23z/status"]


def login_client(peer: Peer) -> ai_etl.Client:
    http = httpx.Client(transport=httpx.MockTransport(peer))
    return ai_etl.Client(email="a@b", password="p", base_url="http://peer", http_client=http)


def test_a_login_is_made_once_and_used(peer: Peer) -> None:
    client = login_client(peer)
    peer.answers(httpx.Response(200, json=PAIR), *[httpx.Response(200, json=STATUS)] * 2)
    client.pipelines.status("pipe_1")
    client.pipelines.status("pipe_1")
    assert peer.body(0) == {"email": "a@b", "password": "p"}
    assert [one.headers.get("authorization") for one in peer.requests] == [
        None,
        "Bearer a1",
        "Bearer a1",
    ]


def test_an_ended_access_token_is_renewed_and_the_request_sent_again(peer: Peer) -> None:
    client = login_client(peer)
    peer.answers(
        httpx.Response(200, json=PAIR),
        failure(401),
        httpx.Response(200, json={**PAIR, "access_token": "a2", "refresh_token": "r2"}),
        httpx.Response(200, json=STATUS),
    )
    assert client.pipelines.status("pipe_1").status == "idle"
    assert peer.body(2) == {"refresh_token": "r1"}
    assert peer.requests[3].headers["authorization"] == "Bearer a2"


def test_an_ended_login_is_made_anew(peer: Peer) -> None:
    client = login_client(peer)
    peer.answers(
        httpx.Response(200, json=PAIR),
        failure(401),
        failure(401),
        httpx.Response(200, json={**PAIR, "access_token": "a2"}),
        httpx.Response(200, json=STATUS),
    )
    client.pipelines.status("pipe_1")
    assert [path.rpartition("/")[2] for path in peer.paths()] == [
        "login",
        "status",
        "refresh",
        "login",
        "status",
    ]


def test_a_wrong_password_is_not_tried_again(peer: Peer) -> None:
    client = login_client(peer)
    peer.answers(failure(401, "AUTHENTICATION_REQUIRED"))
    with pytest.raises(ai_etl.AuthenticationError):
        client.pipelines.status("pipe_1")
    assert len(peer.requests) == 1


@pytest.mark.anyio
async def test_many_requests_at_once_share_one_login(peer: Peer) -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(peer))
    peer.answers(httpx.Response(200, json=PAIR), *[httpx.Response(200, json=STATUS)] * 5)
    async with ai_etl.AsyncClient(
        email="a@b", password="p", base_url="http://peer", http_client=http
    ) as client:
        await asyncio.gather(*[client.pipelines.status("pipe_1") for _ in range(5)])
    assert [path for path in peer.paths() if path.endswith("login")] == ["POST /api/v1/auth/login"]
