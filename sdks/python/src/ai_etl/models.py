"""What the API answers. Generated from the OpenAPI document by scripts/generate.py."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import BaseModel, ConfigDict, Field


class AcceptedInvitation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    user_id: str
    email: str
    organisation_id: str
    role: str
    """
    One of admin, architect, engineer, analyst, viewer.
    """
    project_id: Optional[str] = None


class ApiKey(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    api_key_id: str
    name: str
    hint: str
    """
    Its first and last characters, to recognise it by.
    """
    scopes: list[str]
    """
    What it may, as far as its owner may at that moment.
    """
    user_id: str
    """
    Its owner, who made it.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    expires_at: Optional[str] = None
    """
    Null: never.
    """
    last_used_at: Optional[str] = None
    """
    To the minute. Null: not yet.
    """


class Assumption(BaseModel):
    """
    A default that the words did not say.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    path: str
    value: str
    because: str
    alternatives: list[str]


class AuditEntryActor(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    unproven: showed a token that is not valid; user_id is then only what it claims. One of user, api_key, anonymous, unproven.
    """
    user_id: Optional[str] = None
    api_key_id: Optional[str] = None


class AuditEntryResource(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    id: Optional[str] = None


class AuditEntry(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    audit_id: str
    at: str
    """
    RFC 3339, UTC
    """
    actor: AuditEntryActor
    action: str
    """
    The operationId.
    """
    resource: Optional[AuditEntryResource] = None
    outcome: str
    """
    One that stays `started` was cut off: the process ended in between. One of started, succeeded, failed, refused.
    """
    status: Optional[int] = None
    error_code: Optional[str] = None
    before_hash: Optional[str] = None
    """
    Content hash of the stored resource before the change.
    """
    after_hash: Optional[str] = None
    """
    And after it; null when it is gone, or nothing was changed.
    """
    request_id: str
    """
    The X-Request-Id of the answer.
    """
    address: str
    suppressed: int
    """
    Refusals before this one that were too many to write.
    """
    finished_at: Optional[str] = None


class BackfillTime(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    logical_time: str
    """
    RFC 3339, UTC
    """
    outcome: str
    """
    One of created, would_create, exists.
    """
    run_id: Optional[str] = None
    status: Optional[str] = None


class Backfill(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    environment: str
    version: int
    cron: str
    timezone: str
    dry_run: bool
    created: int
    times: list[BackfillTime]


class CatalogTableForeignKeyReferences(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    schema_: Annotated[str, Field(alias="schema")]
    name: str


class CatalogTableForeignKey(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    columns: list[str]
    references: CatalogTableForeignKeyReferences
    referenced_columns: list[str]


class CatalogTableColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    """
    Logical type: int64, decimal(18,2), timestamptz, …
    """
    native_type: str
    nullable: bool
    comment: Optional[str] = None


class CatalogTable(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    schema_: Annotated[str, Field(alias="schema")]
    name: str
    kind: str
    """
    One of table, view.
    """
    comment: Optional[str] = None
    estimated_rows: Optional[float] = None
    estimated_bytes: Optional[float] = None
    primary_key: list[str]
    unique_keys: list[list[str]]
    foreign_keys: list[CatalogTableForeignKey]
    columns: list[CatalogTableColumn]


class Catalog(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    connection_id: str
    default_schema: str
    taken_at: str
    """
    RFC 3339, UTC
    """
    tables: list[CatalogTable]


class CatalogStatusLastError(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    message: str
    at: str
    """
    RFC 3339, UTC
    """


class CatalogStatusSettingsExcludedColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    schema_: Annotated[Optional[str], Field(alias="schema")] = None
    table: Optional[str] = None
    column: Optional[str] = None


class CatalogStatusSettings(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    read_values: bool
    """
    false: no values are read, and those kept are deleted.
    """
    refresh_minutes: int
    """
    Between two looks by a worker, for servers of databases.
    """
    excluded_columns: list[CatalogStatusSettingsExcludedColumn]


class CatalogStatus(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    connection_id: str
    state: str
    """
    fresh: not older than twice `refresh_minutes`. failing: the last try went wrong. One of never_read, fresh, old, failing.
    """
    taken_at: Optional[str] = None
    """
    When tables and columns were last read.
    """
    age_seconds: Optional[float] = None
    refreshing: bool
    """
    A worker is at it now.
    """
    requested_at: Optional[str] = None
    """
    Asked for, and not begun.
    """
    refreshed_at: Optional[str] = None
    """
    When a worker last read it, values included.
    """
    next_refresh_at: Optional[str] = None
    """
    null: this kind of system is read when somebody needs it or asks for it.
    """
    duration_ms: Optional[float] = None
    tables: int
    columns: int
    value_columns: int
    """
    Columns whose values are kept.
    """
    values: int
    tables_unread: int
    """
    Tables whose values there was no time or no right for.
    """
    failures: int
    """
    In a row.
    """
    last_error: Optional[CatalogStatusLastError] = None
    settings: CatalogStatusSettings


class CatalogValue(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    schema_: Annotated[str, Field(alias="schema")]
    table: str
    column: str
    value: str


class ConfiguredConnectorTestCheck(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    ok: bool
    message: str


class ConfiguredConnectorTest(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    latency_ms: float
    server_version: Optional[str] = None
    checks: list[ConfiguredConnectorTestCheck]


class ConfiguredConnectorCause(BaseModel):
    """
    Why the test failed, and which setting most likely has to change.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    message: str
    field: Optional[str] = None


class ConfiguredConnectorAssumption(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    path: str
    value: str
    because: str
    alternatives: list[str]


class ConfiguredConnector(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    connector_id: str
    """
    The id of the stored connection.
    """
    project_id: Optional[str] = None
    name: Optional[str] = None
    type: str
    """
    Connector type.
    """
    role: Optional[str] = None
    configuration: dict[str, Any]
    """
    By field name, without secrets.
    """
    secrets: Optional[list[str]] = None
    """
    Names of the secret settings that are stored.
    """
    test_status: str
    """
    untested: what is named in `missing` is needed first. One of success, failed, untested.
    """
    test: Optional[ConfiguredConnectorTest] = None
    cause: Optional[ConfiguredConnectorCause] = None
    """
    Why the test failed, and which setting most likely has to change.
    """
    missing: Optional[list[str]] = None
    """
    Settings without which nobody can connect.
    """
    assumptions: Optional[list[ConfiguredConnectorAssumption]] = None
    warnings: Optional[list[str]] = None
    created: Optional[bool] = None
    """
    false: the project had this connection, and it was updated.
    """


class ConnectionLastTestCheck(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    ok: bool
    message: str


class ConnectionLastTest(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    ok: bool
    latency_ms: float
    server_version: Optional[str] = None
    checks: list[ConnectionLastTestCheck]
    tested_at: str
    """
    RFC 3339, UTC
    """


class Connection(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    connection_id: str
    project_id: str
    name: str
    type: str
    role: Optional[str] = None
    """
    What it was made for, when somebody said so.
    """
    settings: dict[str, Any]
    """
    Without secrets.
    """
    secrets: list[str]
    """
    Names of the secret settings that are stored.
    """
    last_test: Optional[ConnectionLastTest] = None
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """


class ConnectionTestCheck(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    ok: bool
    message: str


class ConnectionTest(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    ok: bool
    latency_ms: float
    server_version: Optional[str] = None
    checks: list[ConnectionTestCheck]


class ConnectorCapabilities(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    source: bool
    target: bool
    dialect: Optional[str] = None
    """
    The SQL that steps are pushed into.
    """
    write_modes: list[str]
    consistent_snapshot: bool


class ConnectorField(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    title: str
    description: str
    type: str
    """
    json: a list or an object, or its JSON as text. One of text, integer, boolean, choice, json.
    """
    required: bool
    secret: bool
    """
    Encrypted at rest, never returned.
    """
    default: Optional[Union[str, float, bool]] = None
    choices: Optional[list[str]] = None
    example: Optional[str] = None


class Connector(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    type: str
    title: str
    summary: str
    aliases: list[str]
    """
    Other names people use.
    """
    capabilities: ConnectorCapabilities
    fields: list[ConnectorField]
    configuration_schema: dict[str, Any]
    """
    JSON Schema (2020-12) of the settings; secrets are writeOnly.
    """
    docs: str
    """
    Markdown: privileges needed, traps.
    """


class CreatedApiKey(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    api_key_id: str
    name: str
    hint: str
    """
    Its first and last characters, to recognise it by.
    """
    scopes: list[str]
    """
    What it may, as far as its owner may at that moment.
    """
    user_id: str
    """
    Its owner, who made it.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    expires_at: Optional[str] = None
    """
    Null: never.
    """
    last_used_at: Optional[str] = None
    """
    To the minute. Null: not yet.
    """
    key: str
    """
    The key itself. Shown this once.
    """


class CreatedInvitation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    invitation_id: str
    email: str
    role: str
    """
    One of admin, architect, engineer, analyst, viewer.
    """
    project_id: Optional[str] = None
    """
    Null: the role is in the whole organisation.
    """
    status: str
    """
    One of open, expired.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    expires_at: str
    """
    RFC 3339, UTC
    """
    token: str
    """
    Shown this once. Whoever has it may accept: give it to the right person.
    """
    emailed: bool
    """
    Whether it was also sent to them by e-mail.
    """


class DagDefinitionTask(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    kind: str
    branch: str
    depends_on: list[str]


class DagDefinitionEdge(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    from_: Annotated[str, Field(alias="from")]
    to: str


class DagDefinition(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    route: Optional[str] = None
    tasks: list[DagDefinitionTask]
    edges: list[DagDefinitionEdge]


class DataPreviewTable(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    schema_: Annotated[str, Field(alias="schema")]
    name: str
    kind: str
    """
    One of table, view.
    """


class DataPreviewColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    logical_type: str
    nullable: bool
    semantic_type: Optional[str] = None
    pii: bool
    """
    Personal data.
    """
    masked: bool
    """
    Hidden, because the caller lacks data:unmask.
    """


class DataPreview(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    source: str
    table: DataPreviewTable
    columns: list[DataPreviewColumn]
    rows: list[list[Any]]
    """
    Values in the order of `columns`.
    """
    row_count: float
    limit: float
    truncated: bool
    """
    There are more rows than `limit`.
    """
    filter: Optional[str] = None
    """
    As it was understood.
    """
    cut_values: float
    """
    Values too long to be shown whole; they end in an ellipsis.
    """


class DataProfileTable(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    schema_: Annotated[str, Field(alias="schema")]
    name: str
    kind: str
    """
    One of table, view.
    """


class DataProfileColumnQuantiles(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    p05: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p25: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p50: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p75: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p95: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """


class DataProfileColumnLength(BaseModel):
    """
    Characters of texts, bytes of bytes, entries of lists.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    min: float
    max: float
    mean: float


class DataProfileColumnTopValue(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    value: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    count: float
    percentage: float


class DataProfileColumnSemantic(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    confidence: float
    """
    0 to 1.
    """
    basis: str
    """
    One of values, name, values_and_name.
    """
    matching_percentage: Optional[float] = None
    format: Optional[str] = None
    """
    Of dates in texts: their common spelling.
    """
    contains: list[str]
    """
    Personal data within notes, JSON and lists.
    """


class DataProfileColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    """
    As the data system's people write it: integer, varchar(255).
    """
    logical_type: Optional[str] = None
    """
    int32, text, decimal(18,2), timestamptz, …
    """
    nullable: bool
    unique: bool
    unique_basis: Optional[str] = None
    """
    Why `unique` says what it says; null: no row was looked at.
    """
    null_percentage: Optional[float] = None
    """
    0 to 100, of the rows looked at.
    """
    distinct_count: Optional[float] = None
    distinct_basis: Optional[str] = None
    min: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    max: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    range_basis: Optional[str] = None
    mean: Optional[Union[str, float, bool]] = None
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    stddev: Optional[float] = None
    """
    Of times: in seconds.
    """
    quantiles: Optional[DataProfileColumnQuantiles] = None
    not_finite_count: Optional[float] = None
    """
    NaN and infinities, left out of the figures.
    """
    length: Optional[DataProfileColumnLength] = None
    """
    Characters of texts, bytes of bytes, entries of lists.
    """
    empty_count: Optional[float] = None
    """
    Texts without a character.
    """
    top_values: Optional[list[DataProfileColumnTopValue]] = None
    """
    Most frequent first, of the rows looked at; long texts are cut at 256 characters.
    """
    semantic_type: Optional[str] = None
    """
    What the values mean; null: nothing speaks for anything.
    """
    semantic: Optional[DataProfileColumnSemantic] = None
    pii: Optional[bool] = None
    """
    Personal data.
    """
    masked: Optional[bool] = None
    """
    Values are hidden, because the caller lacks the permission data:unmask.
    """
    comment: Optional[str] = None


class DataProfileStatistics(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    null_percentage: Optional[float] = None
    """
    Share of all values that are NULL, 0 to 100: 0.02 means 0.02 %.
    """
    duplicate_percentage: Optional[float] = None
    """
    Share of rows that repeat another one, 0 to 100.
    """
    duplicate_basis: Optional[str] = None
    size_mb: Optional[float] = None
    """
    Without indexes; 1 MB is 1,000,000 bytes.
    """
    size_bytes: Optional[float] = None
    index_mb: Optional[float] = None


class DataProfileRecommendationsPartitioningDetail(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    column: Optional[str] = None
    granularity: Optional[str] = None
    because: str


class DataProfileRecommendationsIndexingDetailItem(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    columns: list[str]
    because: str


class DataProfileRecommendationsPrimaryKey(BaseModel):
    """
    null: there is one, or no single column will do.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    columns: list[str]
    because: str
    basis: str
    """
    One of declared_key, all_rows, sample.
    """


class DataProfileRecommendationsType(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    column: str
    current: str
    suggested: str
    because: str
    basis: str
    """
    One of all_rows, sample.
    """


class DataProfileRecommendations(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    partitioning: str
    """
    One of by_date, by_hash, none.
    """
    partitioning_detail: Optional[DataProfileRecommendationsPartitioningDetail] = None
    indexing: list[str]
    """
    Columns worth an index, the most useful first.
    """
    indexing_detail: Optional[list[DataProfileRecommendationsIndexingDetailItem]] = None
    primary_key: Optional[DataProfileRecommendationsPrimaryKey] = None
    """
    null: there is one, or no single column will do.
    """
    types: Optional[list[DataProfileRecommendationsType]] = None


class DataProfileFreshness(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    column: Optional[str] = None
    """
    Tells the time of a row.
    """
    latest: Optional[str] = None
    age_seconds: Optional[float] = None
    basis: Optional[str] = None
    last_written_at: Optional[str] = None
    """
    By the data system; null: it keeps none.
    """


class DataProfileLayoutIndex(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    columns: list[Optional[str]]
    """
    null: an expression.
    """
    unique: bool
    partial: bool


class DataProfileLayout(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    partitioned_by: Optional[str] = None
    sorted_by: list[str]
    primary_key: list[str]
    indexes: list[DataProfileLayoutIndex]
    engine: Optional[str] = None


class DataProfileSample(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    method: str
    """
    One of all_rows, blocks, rows, sampling_key, first_rows.
    """
    rows: float
    """
    Rows looked at.
    """


class DataProfileMissingItem(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    what: str
    why: str


class DataProfile(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    source: Optional[str] = None
    table: Optional[DataProfileTable] = None
    row_count: Optional[float] = None
    row_count_exact: Optional[bool] = None
    """
    false: an estimate of the data system.
    """
    columns: list[DataProfileColumn]
    statistics: DataProfileStatistics
    recommendations: DataProfileRecommendations
    freshness: Optional[DataProfileFreshness] = None
    layout: Optional[DataProfileLayout] = None
    sample: Optional[DataProfileSample] = None
    complete: Optional[bool] = None
    """
    false: `missing` says what is not known, and why.
    """
    missing: Optional[list[DataProfileMissingItem]] = None
    profiled_at: Optional[str] = None
    """
    RFC 3339, UTC
    """
    duration_ms: Optional[float] = None


class DeployedPipelineChangesVersion(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    from_: Annotated[Optional[int], Field(alias="from")] = None
    """
    null: it was not deployed there.
    """
    to: int


class DeployedPipelineChangesScheduleFrom(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    cron: str
    timezone: str
    catchup: str
    """
    One of latest, all, none.
    """


class DeployedPipelineChangesScheduleTo(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    cron: str
    timezone: str
    catchup: str
    """
    One of latest, all, none.
    """


class DeployedPipelineChangesSchedule(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    from_: Annotated[Optional[DeployedPipelineChangesScheduleFrom], Field(alias="from")] = None
    to: Optional[DeployedPipelineChangesScheduleTo] = None


class DeployedPipelineChangesConnections(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    from_: Annotated[dict[str, str], Field(alias="from")]
    """
    Ids of connections that stand in the place of those the spec names.
    """
    to: dict[str, str]
    """
    Ids of connections that stand in the place of those the spec names.
    """


class EnvironmentConnection(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    connection_id: str
    """
    As specs name it.
    """
    connection: str
    """
    Its name.
    """
    bound_connection_id: str
    """
    What stands in its place here.
    """
    bound_connection: str


class Environment(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    project_id: str
    connections: list[EnvironmentConnection]
    """
    Connections that are not listed stand for themselves.
    """


class EventTicket(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    ticket: str
    expires_at: str
    """
    RFC 3339, UTC
    """


class GeneratedPipelineVerifiedPatternReplacedItem(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    was: str
    is_: Annotated[str, Field(alias="is")]


class GeneratedPipelineVerifiedPattern(BaseModel):
    """
    The spec of a verified sentence of the same shape, with these other values.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    verified_question_id: str
    question: str
    """
    The words whose answer was approved.
    """
    replaced: list[GeneratedPipelineVerifiedPatternReplacedItem]


class GlossaryTermMeans(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    Always 'table'.
    """
    schema_: Annotated[Optional[str], Field(alias="schema")] = None
    """
    Absent: the connection's default schema.
    """
    table: str


class GlossaryTermMeans1(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    Always 'column'.
    """
    schema_: Annotated[Optional[str], Field(alias="schema")] = None
    """
    Absent: the connection's default schema.
    """
    table: str
    column: str


class GlossaryTermMeans2(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    Always 'value'.
    """
    schema_: Annotated[Optional[str], Field(alias="schema")] = None
    """
    Absent: the connection's default schema.
    """
    table: str
    column: str
    value: str
    """
    As it is stored.
    """


class GlossaryTermMeans3(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    Always 'expression'.
    """
    schema_: Annotated[Optional[str], Field(alias="schema")] = None
    """
    Absent: the connection's default schema.
    """
    table: str
    expression: str
    """
    Over the columns of the table, in the expression language of pipelines: `status = 'paid'`.
    """


class GlossaryTermMeans4(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    Always 'words'.
    """
    words: str
    """
    Other words that say the same: `customers with more than 10 orders`.
    """


class GlossaryTerm(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    term: str
    """
    As people say it, in any case: `clients`, `big spenders`.
    """
    means: Union[
        GlossaryTermMeans,
        GlossaryTermMeans1,
        GlossaryTermMeans2,
        GlossaryTermMeans3,
        GlossaryTermMeans4,
    ]


class Invitation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    invitation_id: str
    email: str
    role: str
    """
    One of admin, architect, engineer, analyst, viewer.
    """
    project_id: Optional[str] = None
    """
    Null: the role is in the whole organisation.
    """
    status: str
    """
    One of open, expired.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    expires_at: str
    """
    RFC 3339, UTC
    """


class IsLiveAnswer(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    status: str
    """
    One of ok.
    """


class LanguageEngine(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    engine: str
    """
    One of built-in, model.
    """
    model: Optional[str] = None
    """
    Provider and model: ollama/qwen3.
    """
    rounds: Optional[int] = None
    """
    How often the model was asked; 0: an earlier answer to the same words.
    """
    because: Optional[str] = None
    """
    Why the built-in parser answered; null: no model is configured.
    """


class LanguageModelSettingsProviderPrice(BaseModel):
    """
    US dollars for a million tokens; null: not known, and counted as nothing.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    input: float
    output: float


class LanguageModelSettingsProvider(BaseModel):
    """
    The project's own; null: the installation's are asked.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    kind: str
    """
    One of openai-compatible, anthropic.
    """
    base_url: str
    model: str
    output: str
    """
    How the provider is asked for the shape of an answer. One of json_schema, json, text.
    """
    max_output_tokens: int
    price: Optional[LanguageModelSettingsProviderPrice] = None
    """
    US dollars for a million tokens; null: not known, and counted as nothing.
    """
    has_api_key: bool
    """
    The key itself is never answered.
    """


class LanguageModelSettingsSpentToday(BaseModel):
    """
    In UTC, over all models.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    calls: int
    input_tokens: int
    output_tokens: int
    dollars: float


class LanguageModelSettings(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    enabled: bool
    """
    false: no model is asked, whatever is configured.
    """
    share_values: Optional[bool] = None
    """
    Whether kept values may stand in prompts; null: as the installation is configured.
    """
    tokens_per_day: Optional[int] = None
    """
    Of a day of UTC; null: as the installation allows.
    """
    dollars_per_day: Optional[float] = None
    """
    Of a day of UTC, by `price`; null: as the installation allows.
    """
    timeout_seconds: Optional[int] = None
    """
    For one answer, with all its rounds; null: as the installation allows.
    """
    provider: Optional[LanguageModelSettingsProvider] = None
    """
    The project's own; null: the installation's are asked.
    """
    spent_today: LanguageModelSettingsSpentToday
    """
    In UTC, over all models.
    """
    updated_by: Optional[str] = None
    updated_at: Optional[str] = None


class LoginMethods(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    password: Literal[True]
    password_reset: bool
    """
    POST /auth/password-reset sends mail.
    """
    openid: bool
    """
    GET /auth/oidc/start leads to an identity provider.
    """


class MeUser(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    user_id: str
    email: str
    email_verified: bool
    created_at: str
    """
    RFC 3339, UTC
    """


class MeOrganisation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    organisation_id: str
    name: str


class MeMembership(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    organisation_id: str
    name: str
    role: Optional[str] = None


class MeProject(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    name: str
    is_default: bool
    role: Optional[str] = None
    """
    What counts there.
    """


class Me(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    user: MeUser
    organisation: MeOrganisation
    role: Optional[str] = None
    """
    In the organisation. Null: a member of single projects only.
    """
    permissions: list[str]
    """
    In the whole organisation; of an API key only those among its scopes.
    """
    memberships: list[MeMembership]
    projects: list[MeProject]
    """
    Those you can read; none for an API key without projects:read.
    """
    session_id: Optional[str] = None
    """
    Null for an API key.
    """
    api_key_id: Optional[str] = None


class Member(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    user_id: str
    email: str
    role: Optional[str] = None
    """
    In the organisation. Null: a member of single projects only.
    """
    project_roles: dict[str, str]
    """
    In single projects, by project id. The higher of both counts there.
    """
    disabled: bool
    """
    Cannot log in.
    """
    joined_at: str
    """
    RFC 3339, UTC
    """


class MetricsMetric(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    timestamp: str
    """
    RFC 3339: where the bucket begins.
    """
    value: float
    """
    A count or sum; of durations and waits the mean, in seconds.
    """
    labels: dict[str, str]
    """
    Of runs: pipeline (its name), pipeline_id, status. Of requests: route, status (of HTTP). Of language models: route (provider/model), status (answered, or how it failed).
    """
    count: Optional[float] = None
    """
    How many runs or requests were measured.
    """
    p50: Optional[float] = None
    p95: Optional[float] = None
    p99: Optional[float] = None


class MetricsAggregates(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    total: float
    """
    Of the whole range: the sum; of durations and waits, how many were measured.
    """
    success_rate: Optional[float] = None
    """
    0 to 1. Of runs: succeeded of succeeded and failed. Of requests: answered below 500. Of calls of models: answered. Null: none.
    """
    avg_duration_seconds: Optional[float] = None
    """
    Mean time of a run, of a request, or of a call of a model.
    """
    p50: Optional[float] = None
    p95: Optional[float] = None
    p99: Optional[float] = None


class Metrics(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    metrics: list[MetricsMetric]
    aggregates: MetricsAggregates


class NlQueryAnswerAssumption(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    path: str
    value: str
    because: str
    alternatives: list[str]


class NlQueryAnswerClarificationChoice(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: Optional[str] = None
    """
    Send it back as `choice_id`; null: ask again in other words.
    """
    value: str
    label: str
    because: str


class NlQueryAnswerClarificationReading(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    """
    Send it back as `choice_id`.
    """
    explanation: str
    sql: str
    columns: list[str]
    rows: Optional[list[list[Any]]] = None
    """
    At most 5, masked as in an answer; null without data:read.
    """


class NlQueryAnswerClarification(BaseModel):
    """
    A question back: send the same request with the `choice_id` of what is meant, or ask again with what it asks for.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    question: str
    choices: list[NlQueryAnswerClarificationChoice]
    readings: list[NlQueryAnswerClarificationReading]
    """
    The queries between which the words leave it open; their rows differ.
    """


class NlQueryAnswerColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    masked: bool


class NlQueryAnswerChart(BaseModel):
    """
    How the rows may be drawn; null where a table says more.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    type: str
    """
    One of line, bar, number.
    """
    x: Optional[str] = None
    """
    A column of the answer; null for a number.
    """
    y: list[str]
    """
    Columns of the answer.
    """


class NlQueryAnswerVerifiedPatternReplacedItem(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    was: str
    is_: Annotated[str, Field(alias="is")]


class NlQueryAnswerVerifiedPattern(BaseModel):
    """
    The answer to a verified question of the same shape, with these other values.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    verified_question_id: str
    question: str
    """
    The words whose answer was approved.
    """
    replaced: list[NlQueryAnswerVerifiedPatternReplacedItem]


class NlQueryAnswer(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    sql: Optional[str] = None
    """
    Read-only; null while `clarification` is open.
    """
    explanation: str
    estimated_rows: Optional[float] = None
    estimated_time_ms: Optional[float] = None
    estimated_from: Optional[str] = None
    """
    explain: the system's own plan. statistics: sizes of the tables. One of explain, statistics, none.
    """
    confidence: Optional[float] = None
    """
    0 to 1.
    """
    assumptions: Optional[list[NlQueryAnswerAssumption]] = None
    clarification: Optional[NlQueryAnswerClarification] = None
    """
    A question back: send the same request with the `choice_id` of what is meant, or ask again with what it asks for.
    """
    dialect: Optional[str] = None
    """
    One of postgresql, clickhouse, duckdb, mysql, sqlite.
    """
    connection_id: Optional[str] = None
    columns: Optional[list[NlQueryAnswerColumn]] = None
    """
    Of the answer. masked: personal data that the caller may not see.
    """
    rows: Optional[list[list[Any]]] = None
    """
    null unless `execute` was asked for.
    """
    truncated: Optional[bool] = None
    """
    There are more rows than were read.
    """
    chart: Optional[NlQueryAnswerChart] = None
    """
    How the rows may be drawn; null where a table says more.
    """
    verified: Optional[bool] = None
    """
    Somebody has approved this answer to these words.
    """
    verified_question_id: Optional[str] = None
    verified_pattern: Optional[NlQueryAnswerVerifiedPattern] = None
    """
    The answer to a verified question of the same shape, with these other values.
    """
    engine: Optional[LanguageEngine] = None
    """
    Who read the words; null: nobody had to, or there was nothing to ask.
    """


class Organisation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    organisation_id: str
    name: str
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """


class PipelineDeployment(BaseModel):
    """
    The newest of all environments.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    version: int
    deployed_at: str
    """
    RFC 3339, UTC
    """


class PipelineLastRun(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    run_id: str
    status: str
    created_at: str
    """
    RFC 3339, UTC
    """
    started_at: Optional[str] = None
    finished_at: Optional[str] = None


class PipelineCode(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    version: int
    target: str
    """
    One of pandas, sql, airflow, yaml.
    """
    language: str
    """
    One of python, sql, yaml.
    """
    filename: str
    code: str


class PipelineStatus(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    run_id: Optional[str] = None
    status: str
    """
    Status of the newest run; idle or needs_clarification before the first.
    """
    current_task: Optional[str] = None
    progress: Optional[float] = None
    """
    0 to 100, by totals; while these are unknown by how long the last runs took (at most 95); null: there is neither.
    """
    started_at: Optional[str] = None
    estimated_completion: Optional[str] = None


class PipelineSummaryDeployment(BaseModel):
    """
    The newest of all environments.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    version: int
    deployed_at: str
    """
    RFC 3339, UTC
    """


class PipelineSummaryLastRun(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    run_id: str
    status: str
    created_at: str
    """
    RFC 3339, UTC
    """
    started_at: Optional[str] = None
    finished_at: Optional[str] = None


class PipelineVersion(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    version: int
    name: str
    description: str
    spec_hash: str
    created_by: Optional[str] = None
    """
    User id.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    deployed_in: list[str]
    """
    Environments that this version is deployed to.
    """


class PipelineVersionWithSpec(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    version: int
    name: str
    description: str
    spec_hash: str
    created_by: Optional[str] = None
    """
    User id.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    deployed_in: list[str]
    """
    Environments that this version is deployed to.
    """
    spec: dict[str, Any]


class PlanEstimateSource(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    rows: Optional[float] = None
    bytes: Optional[float] = None
    """
    Of files unpacked, where that is known.
    """
    rows_exact: bool
    """
    False: from statistics or a sample.
    """


class PlanEstimateRoute(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    route: str
    possible: bool
    moved_bytes: Optional[float] = None
    obstacle: Optional[str] = None
    """
    Why it cannot be taken.
    """


class PlanEstimate(BaseModel):
    """
    From statistics of the catalogs and what files hold; null where they say nothing.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    source_rows: Optional[float] = None
    """
    What the tables hold that are read.
    """
    source_bytes: Optional[float] = None
    sources: list[PlanEstimateSource]
    """
    The same of each source that is read.
    """
    read_rows: Optional[float] = None
    """
    What leaves the sources, at most.
    """
    read_bytes: Optional[float] = None
    moved_bytes: Optional[float] = None
    """
    Out of sources and into targets, at most.
    """
    routes: list[PlanEstimateRoute]


class PlanExtractColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    nullable: bool


class PlanExtract(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    """
    Source or step; also its scratch table.
    """
    source_connection: str
    source_sql: str
    pushed: list[str]
    estimated_rows: Optional[float] = None
    columns: list[PlanExtractColumn]


class PlanBranchColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    nullable: bool


class PlanBranch(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    route: str
    source_connection: Optional[str] = None
    """
    null: the scratch database.
    """
    source_sql: str
    """
    What the source is asked, filters and steps pushed in.
    """
    pushed: list[str]
    estimated_rows: Optional[float] = None
    columns: list[PlanBranchColumn]
    target_connection: str
    target: str
    write_mode: str
    write_keys: list[str]


class Plan(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    route: str
    """
    direct, local or in_target; see the concept page on routes.
    """
    because: list[str]
    """
    Why this route, in sentences.
    """
    estimate: PlanEstimate
    """
    From statistics of the catalogs and what files hold; null where they say nothing.
    """
    extracts: list[PlanExtract]
    """
    The local route: what is loaded into the scratch database of the run first.
    """
    branches: list[PlanBranch]


class Project(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    name: str
    description: str
    is_default: bool
    """
    Used where a request names no project.
    """
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """


class ProjectMember(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    user_id: str
    email: str
    role: str
    """
    In this project. A higher one in the organisation counts here too. One of admin, architect, engineer, analyst, viewer.
    """
    added_at: str
    """
    RFC 3339, UTC
    """


class QuestionChoice(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    value: str
    label: str
    because: str


class Question(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    """
    Key of the answer.
    """
    field: str
    question: str
    choices: list[QuestionChoice]
    allow_free_text: bool
    allow_multiple: bool


class ReadinessCheck(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    ok: bool
    message: str


class Readiness(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    status: str
    """
    One of ready, not_ready.
    """
    checks: list[ReadinessCheck]


class ReceiptTargetColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    source_nulls: str
    """
    A whole number as text: it may exceed 2^53.
    """
    target_nulls: str
    """
    A whole number as text: it may exceed 2^53.
    """
    source_sum: Optional[str] = None
    target_sum: Optional[str] = None
    note: Optional[str] = None


class ReceiptTargetSchemaChange(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    column: str
    change: str
    """
    One of added, widened, missing, discarded.
    """
    from_: Annotated[Optional[str], Field(alias="from")] = None
    to: Optional[str] = None


class ReceiptTargetCursor(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    source: str
    cursor: str
    from_: Annotated[Optional[str], Field(alias="from")] = None
    to: Optional[str] = None
    """
    What the next run begins with.
    """
    remembered_rows: int
    """
    Rows at the boundary that the next run will not append again.
    """


class ReceiptTarget(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    target: str
    object: str
    mode: str
    """
    One of append, replace, merge, scd2.
    """
    source_rows: str
    """
    A whole number as text: it may exceed 2^53.
    """
    loaded_rows: str
    """
    A whole number as text: it may exceed 2^53.
    """
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    checksum_algorithm: Optional[str] = None
    checksums_match: Optional[bool] = None
    columns: list[ReceiptTargetColumn]
    published_at: Optional[str] = None
    chunks: Optional[int] = None
    """
    Ranges of the key in which the rows were loaded; absent: they came as one.
    """
    resumed_chunks: Optional[int] = None
    """
    Of these, what an earlier attempt of the run had loaded.
    """
    resumed_rows: Optional[str] = None
    """
    Rows of the resumed chunks.
    """
    schema_changes: Optional[list[ReceiptTargetSchemaChange]] = None
    """
    Where the columns that arrived were not the target’s, and what was done.
    """
    updated_rows: Optional[str] = None
    """
    merge: rows replaced; scd2: versions ended or corrected.
    """
    deleted_rows: Optional[str] = None
    """
    Rows removed (scd2: versions ended) because the source no longer has their keys.
    """
    quarantined_rows: Optional[str] = None
    """
    Rows of loaded_rows that did not fit and were set apart (contract discard).
    """
    quarantine_table: Optional[str] = None
    """
    Table of the target where they are kept.
    """
    cursors: Optional[list[ReceiptTargetCursor]] = None
    """
    How far incremental sources were read; absent: none is.
    """
    load_seconds: float
    publish_seconds: float


class ReceiptExtractColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    source_nulls: str
    """
    A whole number as text: it may exceed 2^53.
    """
    target_nulls: str
    """
    A whole number as text: it may exceed 2^53.
    """
    source_sum: Optional[str] = None
    target_sum: Optional[str] = None
    note: Optional[str] = None


class ReceiptExtract(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    extract: str
    """
    Source or step of the spec.
    """
    source_rows: str
    """
    A whole number as text: it may exceed 2^53.
    """
    loaded_rows: str
    """
    A whole number as text: it may exceed 2^53.
    """
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    checksum_algorithm: Optional[str] = None
    checksums_match: Optional[bool] = None
    columns: list[ReceiptExtractColumn]
    load_seconds: float


class ReceiptCheckSample(BaseModel):
    """
    Up to 10 failing rows; what looks like personal data is masked.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    columns: list[str]
    rows: list[list[Optional[str]]]


class ReceiptCheck(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    check: str
    on: str
    kind: str
    severity: str
    """
    One of fail, warn.
    """
    passed: bool
    failing_rows: Optional[str] = None
    """
    null where the check counts no rows.
    """
    measured: Optional[str] = None
    """
    What was measured instead: rows, or seconds of age; null: no value.
    """
    expected: Optional[str] = None
    sample: Optional[ReceiptCheckSample] = None
    """
    Up to 10 failing rows; what looks like personal data is masked.
    """


class Receipt(BaseModel):
    """
    What was read, what was loaded, and that they are equal.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    verify: str
    """
    One of checksums, counts, off.
    """
    source_rows: str
    """
    A whole number as text: it may exceed 2^53.
    """
    loaded_rows: str
    """
    A whole number as text: it may exceed 2^53.
    """
    checksums_match: Optional[bool] = None
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_per_second: float
    targets: list[ReceiptTarget]
    extracts: Optional[list[ReceiptExtract]] = None
    """
    The way into the scratch database of the local route; absent: there was none.
    """
    checks: Optional[list[ReceiptCheck]] = None
    """
    Absent: the pipeline has no checks.
    """


class RunProgress(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    current_task: Optional[str] = None
    percent: Optional[float] = None
    rows_read: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_total: Optional[str] = None
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_per_second: float
    estimated_completion: Optional[str] = None


class RunErrorDetail(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    field: str
    error: str


class RunError(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    message: str
    details: list[RunErrorDetail]
    retryable: bool


class Run(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    run_id: str
    pipeline_id: str
    pipeline_version: int
    spec_hash: str
    status: str
    """
    One of queued, running, retrying, cancelling, success, failed, cancelled.
    """
    trigger: str
    """
    One of manual, schedule, backfill.
    """
    full_refresh: bool
    """
    Incremental sources are read from the beginning and their targets replaced.
    """
    environment: str
    params: dict[str, Union[str, float, bool]]
    logical_time: str
    """
    The moment the run is about; relative dates start here.
    """
    attempt: int
    created_at: str
    """
    RFC 3339, UTC
    """
    started_at: Optional[str] = None
    finished_at: Optional[str] = None
    progress: Optional[RunProgress] = None
    receipt: Optional[Receipt] = None
    error: Optional[RunError] = None


class RunLogsLog(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: int
    at: str
    """
    RFC 3339, UTC
    """
    level: str
    """
    One of debug, info, warning, error.
    """
    attempt: int
    task: Optional[str] = None
    message: str


class RunLogs(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    logs: list[RunLogsLog]
    next_after: int


class RunWithTasksProgress(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    current_task: Optional[str] = None
    percent: Optional[float] = None
    rows_read: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_total: Optional[str] = None
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_per_second: float
    estimated_completion: Optional[str] = None


class RunWithTasksErrorDetail(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    field: str
    error: str


class RunWithTasksError(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    message: str
    details: list[RunWithTasksErrorDetail]
    retryable: bool


class RunWithTasksTaskErrorDetail(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    field: str
    error: str


class RunWithTasksTaskError(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    message: str
    details: list[RunWithTasksTaskErrorDetail]
    retryable: bool


class RunWithTasksTask(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    task_id: str
    kind: str
    depends_on: list[str]
    status: str
    """
    One of pending, running, success, failed, skipped, cancelled.
    """
    attempt: int
    started_at: Optional[str] = None
    finished_at: Optional[str] = None
    rows: Optional[str] = None
    error: Optional[RunWithTasksTaskError] = None


class RunWithTasks(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    run_id: str
    pipeline_id: str
    pipeline_version: int
    spec_hash: str
    status: str
    """
    One of queued, running, retrying, cancelling, success, failed, cancelled.
    """
    trigger: str
    """
    One of manual, schedule, backfill.
    """
    full_refresh: bool
    """
    Incremental sources are read from the beginning and their targets replaced.
    """
    environment: str
    params: dict[str, Union[str, float, bool]]
    logical_time: str
    """
    The moment the run is about; relative dates start here.
    """
    attempt: int
    created_at: str
    """
    RFC 3339, UTC
    """
    started_at: Optional[str] = None
    finished_at: Optional[str] = None
    progress: Optional[RunWithTasksProgress] = None
    receipt: Optional[Receipt] = None
    error: Optional[RunWithTasksError] = None
    tasks: list[RunWithTasksTask]


class Schedule(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    cron: str
    timezone: str
    catchup: str
    """
    One of latest, all, none.
    """
    paused: bool
    next_run_at: Optional[str] = None


class Session(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    session_id: str
    current: bool
    """
    The one that asks.
    """
    method: str
    """
    One of password, openid.
    """
    user_agent: str
    address: str
    created_at: str
    """
    RFC 3339, UTC
    """
    last_used_at: str
    """
    When its tokens were last refreshed.
    """
    expires_at: str
    """
    Moves on with every refresh.
    """


class SpecChange(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    path: str
    """
    Nodes by id: targets.orders.write.mode.
    """
    kind: str
    """
    One of added, removed, changed.
    """
    before: Any
    """
    null: it was not there.
    """
    after: Any
    """
    null: it is gone.
    """
    text: str
    """
    For a person.
    """


class StorageRecommendationLayout(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    partition_by: Optional[str] = None
    sort_key: list[str]
    indexes: list[str]
    file_format: str
    compression: str
    table_engine: Optional[str] = None
    because: list[str]


class StorageRecommendationSizingItemMonthlyCostMachine(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    vcpus: float
    memory_gb: float


class StorageRecommendationSizingItemMonthlyCost(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    total: float
    storage: float
    compute: float
    backup: float
    reading: float
    machine: StorageRecommendationSizingItemMonthlyCostMachine


class StorageRecommendationSizingItem(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    months: float
    rows_gb: float
    stored_gb: float
    """
    Compressed, with indexes, all copies.
    """
    monthly_cost: StorageRecommendationSizingItemMonthlyCost


class StorageRecommendationAlternativeLayout(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    partition_by: Optional[str] = None
    sort_key: list[str]
    indexes: list[str]
    file_format: str
    compression: str
    table_engine: Optional[str] = None
    because: list[str]


class StorageRecommendationAlternative(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    engine: str
    """
    One of postgresql, clickhouse, duckdb, parquet.
    """
    title: str
    score: float
    monthly_cost: float
    layout: StorageRecommendationAlternativeLayout
    gains: list[str]
    losses: list[str]


class StorageRecommendationRule(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    points: dict[str, float]
    """
    By engine; below zero: against.
    """
    because: str


class StorageRecommendationAssumption(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    field: str
    value: str
    because: str


class StorageRecommendationPriceTable(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    currency: str
    date: str
    source: str
    note: str


class StorageRecommendation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    engine: str
    """
    One of postgresql, clickhouse, duckdb, parquet.
    """
    title: str
    confidence: float
    """
    0 to 1: how far the engine is ahead of the next one.
    """
    supported: bool
    """
    This server has a connector that loads it.
    """
    layout: StorageRecommendationLayout
    sizing: list[StorageRecommendationSizingItem]
    """
    Now and in 12, 24 and 36 months, retention counted.
    """
    monthly_cost: float
    """
    Now, in `price_table.currency`.
    """
    alternatives: list[StorageRecommendationAlternative]
    rules: list[StorageRecommendationRule]
    """
    Those that fired; docs/concepts/storage-model.md has them all.
    """
    scores: dict[str, float]
    assumptions: list[StorageRecommendationAssumption]
    """
    What was not said and how it was filled in.
    """
    price_table: StorageRecommendationPriceTable


class TableChange(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    connection_id: str
    table: str
    write_mode: str
    change: str
    """
    What the next run makes of the table beside its rows. One of create, none, columns_differ.
    """
    create_sql: Optional[str] = None
    """
    null: the table is there.
    """
    new_columns: list[str]
    """
    Written, and not in the table yet.
    """
    other_columns: list[str]
    """
    In the table, and not written.
    """


class TokenPair(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    access_token: str
    """
    A JWT; send it as Authorization: Bearer <token>.
    """
    refresh_token: str
    """
    Good for one POST /auth/refresh.
    """
    token_type: str
    """
    Always 'bearer'.
    """
    expires_in: int
    """
    Seconds until the access token expires.
    """


class ValidationError(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    path: str
    """
    Where in the spec: steps.2.condition.
    """
    message: str
    hint: Optional[str] = None


class ValidationWarning(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    path: str
    """
    Where in the spec: steps.2.condition.
    """
    message: str
    hint: Optional[str] = None


class ValidationNote(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    path: str
    """
    Where in the spec: steps.2.condition.
    """
    message: str
    hint: Optional[str] = None


class Validation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    status: str
    """
    One of passed, failed, needs_clarification.
    """
    errors: Optional[list[ValidationError]] = None
    """
    Each of them forbids deploying.
    """
    warnings: list[ValidationWarning]
    notes: Optional[list[ValidationNote]] = None
    checked: Optional[str] = None
    """
    live: source queries explained, target types checked, rows sampled. One of live, catalog.
    """
    sampled_rows: Optional[int] = None


class VerifiedQuestion(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    verified_question_id: str
    project_id: str
    question: str
    description: str
    connection_id: Optional[str] = None
    """
    Where the SQL runs; null of a spec.
    """
    dialect: Optional[str] = None
    sql: Optional[str] = None
    """
    As it was approved: relative dates as of `created_at`.
    """
    timezone: Optional[str] = None
    spec: Optional[dict[str, Any]] = None
    created_by: Optional[str] = None
    created_at: str
    """
    RFC 3339, UTC
    """


class VersionDiff(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    from_: Annotated[int, Field(alias="from")]
    to: int
    changes: list[SpecChange]
    text: str
    """
    The same for a person, a line for each change.
    """


class Webhook(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    webhook_id: str
    channel: str
    """
    One of webhook, slack, telegram, email.
    """
    target: str
    """
    Where it goes, without what is secret of it.
    """
    events: list[str]
    description: str
    project_id: Optional[str] = None
    pipeline_id: Optional[str] = None
    enabled: bool
    disabled_at: Optional[str] = None
    disabled_reason: Optional[str] = None
    """
    failing: a delivery failed for a day and none succeeded. gone: it answered 410.
    """
    previous_secret_until: Optional[str] = None
    """
    The former secret signs too until then.
    """
    last_success_at: Optional[str] = None
    last_failure_at: Optional[str] = None
    created_by: Optional[str] = None
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """


class WebhookDeliveryResponse(BaseModel):
    """
    Of the last attempt. null: there was no answer.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    status: int
    body: str
    """
    At most the first 1024 bytes.
    """


class WebhookDelivery(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    delivery_id: str
    webhook_id: str
    kind: str
    """
    One of event, test, redelivery.
    """
    event_id: str
    """
    Sent as webhook-id: the same for each attempt and redelivery.
    """
    event: str
    timestamp: str
    """
    When it happened.
    """
    data: dict[str, Any]
    status: str
    """
    One of pending, delivered, failed.
    """
    attempts: int
    next_attempt_at: Optional[str] = None
    created_at: str
    """
    RFC 3339, UTC
    """
    finished_at: Optional[str] = None
    response: Optional[WebhookDeliveryResponse] = None
    """
    Of the last attempt. null: there was no answer.
    """
    error: Optional[str] = None
    duration_ms: Optional[int] = None


class WebhookWithSecret(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    webhook_id: str
    channel: str
    """
    One of webhook, slack, telegram, email.
    """
    target: str
    """
    Where it goes, without what is secret of it.
    """
    events: list[str]
    description: str
    project_id: Optional[str] = None
    pipeline_id: Optional[str] = None
    enabled: bool
    disabled_at: Optional[str] = None
    disabled_reason: Optional[str] = None
    """
    failing: a delivery failed for a day and none succeeded. gone: it answered 410.
    """
    previous_secret_until: Optional[str] = None
    """
    The former secret signs too until then.
    """
    last_success_at: Optional[str] = None
    last_failure_at: Optional[str] = None
    created_by: Optional[str] = None
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """
    secret: Optional[str] = None
    """
    Shown this once. null: the channel has none.
    """


class DeployedPipelineChanges(BaseModel):
    """
    What this deployment changes in its environment.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    version: DeployedPipelineChangesVersion
    spec: list[SpecChange]
    """
    From the version that was deployed there.
    """
    schedule: DeployedPipelineChangesSchedule
    connections: DeployedPipelineChangesConnections
    tables: list[TableChange]


class DeployedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    environment: str
    version: int
    dry_run: bool
    deployed_at: Optional[str] = None
    """
    null: nothing was deployed, it was a dry run.
    """
    schedule: Optional[Schedule] = None
    next_runs: list[str]
    """
    The next five times.
    """
    changes: DeployedPipelineChanges
    """
    What this deployment changes in its environment.
    """
    notes: list[str]
    """
    What a person should know before the next run.
    """


class Deployment(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    version: int
    deployed_at: str
    """
    RFC 3339, UTC
    """
    deployed_by: Optional[str] = None
    """
    User id.
    """
    connections: dict[str, str]
    """
    Ids of connections that stand in the place of those the spec names.
    """
    schedule: Optional[Schedule] = None


class DescribedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    version: int
    text: str
    sentences: list[str]
    """
    The same with what is deployed where.
    """
    deployments: list[Deployment]


class GeneratedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    project_id: Optional[str] = None
    name: str
    description: str
    sentence: Optional[str] = None
    code: str
    """
    pandas that runs by itself; empty until nothing is in doubt.
    """
    dag_definition: DagDefinition
    validation: Validation
    clarification: Optional[list[Question]] = None
    """
    What must be answered before it can be deployed.
    """
    assumptions: Optional[list[Assumption]] = None
    spec: Optional[dict[str, Any]] = None
    plan: Optional[Plan] = None
    """
    With options.optimize: how it will run, and why.
    """
    version: Optional[int] = None
    verified: Optional[bool] = None
    """
    Somebody has approved this spec for these words.
    """
    verified_pattern: Optional[GeneratedPipelineVerifiedPattern] = None
    """
    The spec of a verified sentence of the same shape, with these other values.
    """
    engine: Optional[LanguageEngine] = None
    """
    Who read the words; null: a spec was given.
    """


class Glossary(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    version: int
    """
    Grows by one with each change; 0: nobody has written one yet.
    """
    terms: list[GlossaryTerm]
    updated_by: Optional[str] = None
    updated_at: Optional[str] = None


class ImportedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    outcome: str
    """
    One of created, updated, unchanged.
    """
    dry_run: bool
    pipeline_id: Optional[str] = None
    """
    null: a dry run of a new one.
    """
    version: int
    changes: list[SpecChange]
    """
    From the version before.
    """
    pipeline: GeneratedPipeline


class Pipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    project_id: str
    name: str
    sentence: str
    """
    The words it was made from.
    """
    status: str
    """
    One of needs_clarification, ready.
    """
    version: int
    """
    0: nothing settled yet.
    """
    deployment: Optional[PipelineDeployment] = None
    """
    The newest of all environments.
    """
    deployments: list[Deployment]
    """
    One for each environment.
    """
    schedule: Optional[Schedule] = None
    """
    Of the environment that was deployed to last.
    """
    last_run: Optional[PipelineLastRun] = None
    deleted_at: Optional[str] = None
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """
    description: Optional[str] = None
    spec: Optional[dict[str, Any]] = None
    """
    Of the latest version; null while in doubt.
    """
    clarification: list[Question]
    assumptions: list[Assumption]
    code: Optional[str] = None
    """
    null: the catalogs are not known at the moment.
    """
    dag_definition: Optional[DagDefinition] = None


class PipelineSummary(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    project_id: str
    name: str
    sentence: str
    """
    The words it was made from.
    """
    status: str
    """
    One of needs_clarification, ready.
    """
    version: int
    """
    0: nothing settled yet.
    """
    deployment: Optional[PipelineSummaryDeployment] = None
    """
    The newest of all environments.
    """
    deployments: list[Deployment]
    """
    One for each environment.
    """
    schedule: Optional[Schedule] = None
    """
    Of the environment that was deployed to last.
    """
    last_run: Optional[PipelineSummaryLastRun] = None
    deleted_at: Optional[str] = None
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """


class RegeneratedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    outcome: str
    """
    Only updated adds a version. invalid: what it would become cannot run; see pipeline.validation. One of updated, unchanged, needs_clarification, invalid.
    """
    dry_run: bool
    instruction: str
    from_version: int
    """
    The version that was changed.
    """
    version: int
    """
    The latest version now.
    """
    changes: list[SpecChange]
    """
    From the version before to pipeline.spec; while questions are open, what is certain.
    """
    text: str
    """
    The same for a person, a line for each change.
    """
    assumptions: list[Assumption]
    """
    Those that this instruction made.
    """
    pipeline: GeneratedPipeline


class ValidatedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    version: int
    environment: str
    validation: Validation
    plan: Optional[Plan] = None
    tables: list[TableChange]
