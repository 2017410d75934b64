"""An exported DAG runs its pipeline through this client; of Airflow, only its documented API is here."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Callable

import pytest
from conftest import BASE_URL

import ai_etl
from ai_etl import Client

MOMENT = datetime(2024, 1, 26, 2, tzinfo=timezone.utc)


class Airflow:
    """``airflow.sdk`` and the timetable, as far as a DAG uses them; keeps what it is told."""

    def __init__(self, key: str) -> None:
        self.dags: list[dict[str, Any]] = []
        self.tasks: dict[str, Callable[[], Any]] = {}
        self.task_options: dict[str, Any] = {}
        self.context: dict[str, Any] = {}
        self.connection = SimpleNamespace(host=BASE_URL, password=key)

    def dag(self, **options: Any) -> Callable[[Callable[[], None]], Callable[[], None]]:
        def decorate(function: Callable[[], None]) -> Callable[[], None]:
            self.dags.append(options)
            return function

        return decorate

    def task(self, **options: Any) -> Callable[[Callable[[], Any]], Callable[[], None]]:
        def decorate(function: Callable[[], Any]) -> Callable[[], None]:
            self.task_options = options

            def add() -> None:
                self.tasks[function.__name__] = function

            return add

        return decorate

    def modules(self) -> dict[str, ModuleType]:
        def module(name: str, **members: Any) -> ModuleType:
            made = ModuleType(name)
            made.__dict__.update(members)
            return made

        timetable = SimpleNamespace
        return {
            "airflow": module("airflow"),
            "airflow.sdk": module(
                "airflow.sdk",
                Connection=SimpleNamespace(get={"ai_etl": self.connection}.__getitem__),
                Param=lambda value=None, **_: value,
                dag=self.dag,
                get_current_context=lambda: self.context,
                task=self.task,
            ),
            "airflow.timetables": module("airflow.timetables"),
            "airflow.timetables.trigger": module(
                "airflow.timetables.trigger",
                CronTriggerTimetable=lambda cron, **options: timetable(cron=cron, **options),
            ),
        }

    def run(self, run_id: str, tries: int) -> str:
        """One try of the DAG's only task."""
        dag_run = SimpleNamespace(dag_id="dag", run_id=run_id, logical_date=MOMENT)
        self.context = {
            "dag_run": dag_run,
            "ti": SimpleNamespace(try_number=tries),
            "params": dict(self.dags[0].get("params", {})),
        }
        (task,) = self.tasks.values()
        return str(task())


@pytest.fixture(scope="module")
def api_key(client: Client) -> str:
    return client.api_keys.create("Airflow").key


@pytest.fixture
def read(
    client: Client, api_key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Airflow]:
    """Reads the DAG of a pipeline as Airflow reads a file."""

    def reading(pipeline_id: str) -> Airflow:
        airflow = Airflow(api_key)
        for name, module in airflow.modules().items():
            monkeypatch.setitem(sys.modules, name, module)
        code = client.pipelines.code(pipeline_id, "airflow").code
        exec(compile(code, str(tmp_path / "dag.py"), "exec"), {"__name__": "dag"})
        return airflow

    return reading


def test_a_dag_runs_its_pipeline_once(client: Client, read: Callable[[str], Airflow]) -> None:
    pipeline = client.pipelines.generate(
        "Load customers from PostgreSQL to ClickHouse daily at 2am"
    )
    airflow = read(pipeline.id)
    (dag,) = airflow.dags
    assert dag["dag_id"] == pipeline.name
    assert dag["schedule"].cron == "0 2 * * *"
    assert dag["schedule"].timezone == "UTC"
    assert "customers" in dag["doc_md"]
    first = airflow.run("scheduled__1", 1)
    run = client.runs.get(first)
    assert run.status == "success"
    assert run.data.logical_time.startswith("2024-01-26T02:00:00")
    # A worker that was lost after the run had begun: the next try finds it.
    assert airflow.run("scheduled__1", 2) == first
    assert airflow.run("scheduled__2", 1) != first


def test_a_failed_run_fails_its_task(client: Client, read: Callable[[str], Airflow]) -> None:
    made = client.pipelines.generate("Load products from PostgreSQL to ClickHouse")
    spec: Any = made.data.spec  # type: ignore[union-attr]
    check = {"id": "none", "on": spec["targets"][0]["id"], "kind": "row_count", "max": 0}
    client.pipelines.update(made.id, {**spec, "checks": [check], "policy": {"retries": 0}})
    airflow = read(made.id)
    assert airflow.task_options["retries"] == 0
    for tries in (1, 2):
        with pytest.raises(ai_etl.RunFailedError):
            airflow.run("manual__1", tries)
        assert len([one.id for one in client.runs.list(pipeline_id=made.id)]) == tries
