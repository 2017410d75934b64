from __future__ import annotations

from typing import Any

import httpx
import pytest

import ai_etl

from .conftest import Peer

RUN: dict[str, Any] = {
    "run_id": "run_1",
    "pipeline_id": "pipe_1",
    "pipeline_version": 1,
    "spec_hash": "x",
    "full_refresh": False,
    "environment": "production",
    "status": "queued",
    "trigger": "manual",
    "params": {},
    "logical_time": "2024-01-26T00:00:00Z",
    "attempt": 0,
    "created_at": "2024-01-26T00:00:00Z",
    "started_at": None,
    "finished_at": None,
    "progress": None,
    "receipt": None,
    "error": None,
    "tasks": [],
}


def run(status: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={**RUN, "status": status, **more})


def page(names: list[str], **headers: str) -> httpx.Response:
    shapes: list[dict[str, Any]] = [
        {
            "pipeline_id": f"pipe_{name}",
            "project_id": "proj_1",
            "name": name,
            "status": "ready",
            "sentence": "",
            "version": 1,
            "latest_version": 1,
            "deployment": None,
            "deployments": [],
            "schedule": None,
            "last_run": None,
            "created_at": "2024-01-26T00:00:00Z",
            "updated_at": "2024-01-26T00:00:00Z",
        }
        for name in names
    ]
    return httpx.Response(200, json=shapes, headers=headers)


def test_a_list_goes_on_to_its_last_page(peer: Peer, client: ai_etl.Client) -> None:
    following = '<http://inner:8000/api/v1/pipelines?page=2&per_page=2>; rel="next"'
    peer.answers(
        page(["a", "b"], **{"link": following, "x-total-count": "3"}),
        page(["c"], **{"x-total-count": "3"}),
    )
    names = [one.name for one in client.pipelines.list(per_page=2, project_id="proj_1")]
    assert names == ["a", "b", "c"]
    # Only the page of the link is taken: its host may be that of a proxy.
    assert peer.paths() == [
        "GET /api/v1/pipelines?per_page=2&project_id=proj_1",
        "GET /api/v1/pipelines?per_page=2&project_id=proj_1&page=2",
    ]


def test_nothing_is_asked_before_a_list_is_read(peer: Peer, client: ai_etl.Client) -> None:
    client.pipelines.list()
    assert peer.requests == []


def test_a_run_is_waited_for(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(run("queued"), run("queued"), run("running"), run("success"))
    started = client.runs.start("pipe_1", params={"date": "2024-01-26"})
    seen: list[str] = []
    ended = started.wait(on_progress=lambda one: seen.append(one.status), poll_seconds=0.001)
    assert seen == ["queued", "running", "success"]
    assert ended is started and ended.has_ended
    assert peer.body(0) == {"params": {"date": "2024-01-26"}, "async": True}


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_a_run_that_does_not_end_well_raises(
    peer: Peer, client: ai_etl.Client, status: str
) -> None:
    error = {"code": "QUERY_FAILED", "message": "no such table", "retryable": False, "details": []}
    peer.answers(run("queued"), run(status, error=error))
    with pytest.raises(ai_etl.RunFailedError, match="no such table") as caught:
        client.runs.start("pipe_1").wait(poll_seconds=0.001)
    assert (caught.value.run_id, caught.value.status) == ("run_1", status)


def test_waiting_may_end_before_the_run(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(*[run("running") for _ in range(50)])
    with pytest.raises(ai_etl.WaitTimeoutError, match="running"):
        client.runs.start("pipe_1").wait(timeout_seconds=0.01, poll_seconds=0.005)


def test_words_and_fields_of_a_newer_server_are_taken(peer: Peer, client: ai_etl.Client) -> None:
    peer.answers(run("paused_by_moon", moon={"phase": "full"}))
    found = client.runs.get("run_1")
    assert found.status == "paused_by_moon"
    assert found.data.model_extra == {"moon": {"phase": "full"}}
