from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from conftest import BASE_URL, EMAIL, PASSWORD

import ai_etl
from ai_etl import Client


@pytest.fixture(scope="module")
def source(client: Client) -> str:
    return next(one.connection_id for one in client.connections.list() if one.type == "postgresql")


def test_who_am_i(client: Client) -> None:
    me = client.auth.me()
    assert me.user.email == EMAIL
    assert list(client.auth.sessions())
    with Client(base_url=BASE_URL) as nobody:
        assert nobody.auth.methods().password is True


def test_an_api_key_does_what_its_scopes_say(client: Client) -> None:
    created = client.api_keys.create("suite", scopes=["pipelines:read"])
    with Client(api_key=created.key, base_url=f"{BASE_URL}/api/v1") as keyed:
        assert keyed.pipelines.list().page().total is not None
        with pytest.raises(ai_etl.PermissionDeniedError):
            keyed.pipelines.generate("Load orders from PostgreSQL to ClickHouse")
        client.api_keys.revoke(created.api_key_id)


def test_wrong_credentials_are_told() -> None:
    with (
        Client(api_key="wrong", base_url=BASE_URL) as wrong,
        pytest.raises(ai_etl.AuthenticationError) as caught,
    ):
        wrong.auth.me()
    assert caught.value.request_id is not None


def test_connections(client: Client, source: str) -> None:
    assert client.connections.test(source).ok
    assert "orders" in [table.name for table in client.connections.catalog(source).tables]
    assert {"postgresql", "clickhouse"} <= {one.type for one in client.connectors.list()}
    configured = client.connectors.configure(
        "Connect to our PostgreSQL", hints={"host": "127.0.0.1", "database": "nothing"}
    )
    assert configured.type == "postgresql"
    renamed = client.connections.update(configured.connector_id, name="Suite connection")
    assert renamed.name == "Suite connection"
    with pytest.raises(ai_etl.AiEtlError):
        client.connections.update(configured.connector_id, settings={"database": "nowhere"})
    assert client.connectors.get("clickhouse").type == "clickhouse"
    with pytest.raises(ai_etl.NotFoundError):
        client.connectors.get("clickhuose")
    client.connections.delete(configured.connector_id)
    with pytest.raises(ai_etl.NotFoundError):
        client.connections.get(configured.connector_id)


def test_data_is_looked_at(client: Client, source: str) -> None:
    profile = client.data.profile(source, "customers", sample_size=1000)
    assert profile.row_count
    preview = client.data.preview(source, "customers", limit=3, columns=["id", "email"])
    assert preview.rows is not None and len(preview.rows) == 3


def test_storage_is_recommended(client: Client, source: str) -> None:
    advice = client.storage.recommend(
        {"size_gb": 500, "growth_rate": "10GB/month", "query_types": ["analytical"]}
    )
    assert advice.engine and advice.monthly_cost > 0
    of_table = client.storage.recommend(source=source, table="orders")
    assert type(of_table) is type(advice)
    with pytest.raises(ai_etl.ValidationError):
        client.storage.recommend()


def test_a_question_becomes_sql(client: Client) -> None:
    answer = client.query.ask("How many customers are there?", tables=["customers"], execute=True)
    assert answer.sql is not None and "customers" in answer.sql
    assert answer.rows


def test_metrics(client: Client) -> None:
    now = datetime.now(timezone.utc)
    metrics = client.metrics.get(
        "pipeline_executions",
        start=(now - timedelta(hours=1)).isoformat(),
        end=(now + timedelta(minutes=1)).isoformat(),
    )
    assert metrics.aggregates is not None


def test_webhooks(client: Client) -> None:
    made = client.webhooks.create(
        ["pipeline.completed"],
        url="https://example.com/hook",
        secret="webhook_secret_key",
    )
    assert made.secret == "webhook_secret_key"
    assert client.webhooks.update(made.webhook_id, enabled=False).enabled is False
    rotated = client.webhooks.rotate_secret(made.webhook_id)
    assert rotated.secret not in (None, made.secret)
    assert list(client.webhooks.deliveries(made.webhook_id)) == []
    client.webhooks.delete(made.webhook_id)


def test_projects_and_people(client: Client) -> None:
    project = client.projects.create("Suite project")
    assert client.projects.update(project.project_id, description="x").description == "x"
    invited = client.invitations.create("suite@localhost.example", "analyst")
    accepted = Client(base_url=BASE_URL).invitations.accept(
        invited.token, password="suite-pass-1234"
    )
    member = client.projects.set_member(project.project_id, accepted.user_id, "engineer")
    assert member.role == "engineer"
    assert EMAIL in [one.email for one in client.members.list()]
    client.projects.remove_member(project.project_id, accepted.user_id)
    client.members.remove(accepted.user_id)
    client.projects.delete(project.project_id)
    assert client.organisation.get().name
    actions = [one.action for one in client.audit_log.list(per_page=100).page().items]
    assert "createProject" in actions
    assert '"createProject"' in client.audit_log.export(action="createProject")


def test_bad_requests_name_their_fields(client: Client) -> None:
    with pytest.raises(ai_etl.ValidationError) as caught:
        client.projects.create("")
    assert [one.field for one in caught.value.details] == ["name"]


def test_a_login_is_renewed_when_it_was_ended() -> None:
    with Client(email=EMAIL, password=PASSWORD, base_url=BASE_URL) as own:
        own.auth.me()
        own.auth.logout()
        assert own.auth.me().user.email == EMAIL
