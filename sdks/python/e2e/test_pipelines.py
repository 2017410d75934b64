from __future__ import annotations

import threading

import pytest
from conftest import BASE_URL, EMAIL, PASSWORD

import ai_etl
from ai_etl import Client, Pipeline

SENTENCE = "Load orders from PostgreSQL to ClickHouse daily"


@pytest.fixture(scope="module")
def pipeline(client: Client) -> Pipeline:
    return client.pipelines.generate(SENTENCE)


def test_a_sentence_becomes_a_pipeline(pipeline: Pipeline) -> None:
    assert pipeline.id.startswith("pipe_")
    assert pipeline.questions == []
    assert "import pandas as pd" in (pipeline.code or "")


def test_a_deployment_says_when_it_runs_next(pipeline: Pipeline) -> None:
    deployed = pipeline.deploy(schedule="0 2 * * *")
    assert deployed.schedule is not None
    assert deployed.schedule.cron == "0 2 * * *"
    pipeline.pause()


def test_a_run_is_followed_to_its_end(client: Client, pipeline: Pipeline) -> None:
    seen: list[str] = []
    run = pipeline.run().wait(on_progress=lambda one: seen.append(one.status), timeout_seconds=120)
    assert run.status == "success" == seen[-1]
    assert run.get_status() == "success"
    assert run.receipt is not None and run.receipt.checksums_match is True
    assert [line.message for line in run.logs()] != []
    assert run.id in [one.id for one in pipeline.runs()]
    ended = client.runs.list(status="success", pipeline_id=pipeline.id, per_page=1)
    assert run.id in [one.id for one in ended]
    assert list(client.runs.list(status="failed", pipeline_id=pipeline.id)) == []
    assert pipeline.status().run_id == run.id


def test_the_same_key_is_the_same_run(pipeline: Pipeline) -> None:
    first = pipeline.run(idempotency_key="e2e-1", wait=True)
    assert first.status == "success"
    assert pipeline.run(idempotency_key="e2e-1", wait=True).id == first.id
    with pytest.raises(ai_etl.ConflictError, match="another request"):
        pipeline.run({"date": "2024-01-26"}, idempotency_key="e2e-1")


def test_events_of_a_run_arrive_as_they_happen(client: Client, pipeline: Pipeline) -> None:
    types: list[str] = []
    ready = threading.Event()

    def follow() -> None:
        with Client(email=EMAIL, password=PASSWORD, base_url=BASE_URL) as own:
            ready.set()
            for event in own.events.stream(pipeline_id=pipeline.id):
                types.append(event.type)
                if event.type in ("pipeline.completed", "pipeline.failed"):
                    return

    follower = threading.Thread(target=follow, daemon=True)
    follower.start()
    ready.wait(10)
    # The stream begins with what happens from now on: runs go on until one was seen whole.
    for _ in range(10):
        pipeline.run(wait=True)
        follower.join(1)
        if not follower.is_alive():
            break
    assert not follower.is_alive()
    assert types[-1] == "pipeline.completed"


def test_versions_differ_and_roll_back(client: Client) -> None:
    made = client.pipelines.generate("Load customers from PostgreSQL to ClickHouse")
    spec = made.data.spec  # type: ignore[union-attr]
    assert isinstance(spec, dict)
    changed = client.pipelines.update(
        made.id, {**spec, "description": "Changed by a test"}, expected_version=1
    )
    assert changed.id == made.id
    with pytest.raises(ai_etl.ConflictError):
        client.pipelines.update(made.id, spec, expected_version=1)
    assert [one.version for one in client.pipelines.versions.list(made.id)] == [2, 1]
    assert client.pipelines.versions.diff(made.id, start=1, end=2) is not None
    assert client.pipelines.versions.rollback(made.id, 1).version == 3


def test_a_pipeline_goes_through_a_file(client: Client, pipeline: Pipeline) -> None:
    text = client.pipelines.export(pipeline.id)
    assert "version: 1" in text
    imported = client.pipelines.import_yaml(text)
    assert imported is not None


def test_code_and_words(client: Client, pipeline: Pipeline) -> None:
    assert "orders" in client.pipelines.code(pipeline.id, "yaml").code
    assert client.pipelines.describe(pipeline.id) is not None
    assert client.pipelines.validate(pipeline.id) is not None


def test_deleted_and_restored(client: Client) -> None:
    made = client.pipelines.generate("Load products from PostgreSQL to ClickHouse")
    made.delete()
    with pytest.raises(ai_etl.NotFoundError):
        client.pipelines.get(made.id)
    assert client.pipelines.restore(made.id).id == made.id


def test_an_unclear_sentence_is_asked_about(client: Client) -> None:
    unclear = client.pipelines.generate("Load it")
    assert unclear.questions
    with pytest.raises(ai_etl.ValidationError) as caught:
        unclear.deploy()
    assert caught.value.details


@pytest.mark.anyio
async def test_the_asynchronous_client_does_the_same() -> None:
    async with ai_etl.AsyncClient(email=EMAIL, password=PASSWORD, base_url=BASE_URL) as client:
        names = [one.name async for one in client.pipelines.list(per_page=2)]
        assert len(names) >= 3
        pipeline = await client.pipelines.generate(SENTENCE)
        run = await (await pipeline.run()).wait(timeout_seconds=120)
        assert run.status == "success"
        assert [line async for line in run.logs(follow=True)]
