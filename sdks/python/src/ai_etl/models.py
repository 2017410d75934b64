"""What the API answers. Generated from the OpenAPI document by scripts/generate.py."""

from __future__ import annotations

from typing import Annotated, Any, Optional, Union

from pydantic import BaseModel, ConfigDict, Field


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
    expires_at: Optional[str]
    """
    Null: never.
    """
    last_used_at: Optional[str]
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
    comment: Optional[str]


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
    comment: Optional[str]
    estimated_rows: Optional[float]
    estimated_bytes: Optional[float]
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
    server_version: Optional[str]
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
    field: Optional[str]


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
    project_id: str
    name: str
    type: str
    """
    Connector type.
    """
    role: Optional[str]
    configuration: dict[str, Any]
    """
    By field name, without secrets.
    """
    secrets: list[str]
    """
    Names of the secret settings that are stored.
    """
    test_status: str
    """
    untested: what is named in `missing` is needed first. One of success, failed, untested.
    """
    test: Optional[ConfiguredConnectorTest]
    cause: Optional[ConfiguredConnectorCause]
    """
    Why the test failed, and which setting most likely has to change.
    """
    missing: list[str]
    """
    Settings without which nobody can connect.
    """
    assumptions: list[ConfiguredConnectorAssumption]
    warnings: list[str]
    created: bool
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
    server_version: Optional[str]
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
    role: Optional[str]
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
    last_test: Optional[ConnectionLastTest]
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
    server_version: Optional[str]
    checks: list[ConnectionTestCheck]


class ConnectorCapabilities(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    source: bool
    target: bool
    dialect: Optional[str]
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
    One of text, integer, boolean, choice.
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
    docs: str
    """
    Markdown.
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
    expires_at: Optional[str]
    """
    Null: never.
    """
    last_used_at: Optional[str]
    """
    To the minute. Null: not yet.
    """
    key: str
    """
    The key itself. Shown this once.
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
    route: Optional[str]
    tasks: list[DagDefinitionTask]
    edges: list[DagDefinitionEdge]


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
    p05: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p25: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p50: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p75: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    p95: Optional[Union[str, float, bool]]
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
    value: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    count: float
    percentage: float


class DataProfileColumn(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    type: str
    """
    As the data system's people write it: integer, varchar(255).
    """
    logical_type: str
    """
    int32, text, decimal(18,2), timestamptz, …
    """
    nullable: bool
    unique: bool
    unique_basis: Optional[str]
    """
    Why `unique` says what it says; null: no row was looked at.
    """
    null_percentage: Optional[float]
    """
    0 to 100, of the rows looked at.
    """
    distinct_count: Optional[float]
    distinct_basis: Optional[str]
    min: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    max: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    range_basis: Optional[str]
    mean: Optional[Union[str, float, bool]]
    """
    A number when JSON holds it exactly; else text. Times are RFC 3339.
    """
    stddev: Optional[float]
    """
    Of times: in seconds.
    """
    quantiles: Optional[DataProfileColumnQuantiles]
    not_finite_count: Optional[float]
    """
    NaN and infinities, left out of the figures.
    """
    length: Optional[DataProfileColumnLength]
    """
    Characters of texts, bytes of bytes, entries of lists.
    """
    empty_count: Optional[float]
    """
    Texts without a character.
    """
    top_values: list[DataProfileColumnTopValue]


class DataProfileStatistics(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    null_percentage: Optional[float]
    """
    Share of all values that are NULL, 0 to 100: 0.02 means 0.02 %.
    """
    duplicate_percentage: Optional[float]
    """
    Share of rows that repeat another one, 0 to 100.
    """
    duplicate_basis: Optional[str]
    size_mb: Optional[float]
    """
    Without indexes; 1 MB is 1,000,000 bytes.
    """
    size_bytes: Optional[float]
    index_mb: Optional[float]


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
    source: str
    table: DataProfileTable
    row_count: Optional[float]
    row_count_exact: bool
    """
    false: an estimate of the data system.
    """
    columns: list[DataProfileColumn]
    statistics: DataProfileStatistics
    sample: DataProfileSample
    complete: bool
    """
    false: `missing` says what is not known, and why.
    """
    missing: list[DataProfileMissingItem]
    profiled_at: str
    """
    RFC 3339, UTC
    """
    duration_ms: float


class DeployedPipelineSchedule(BaseModel):
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
    next_run_at: Optional[str]


class DeployedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    version: int
    deployed_at: str
    """
    RFC 3339, UTC
    """
    pipeline_id: str
    schedule: Optional[DeployedPipelineSchedule]
    next_runs: list[str]
    """
    The next five times.
    """


class IsLiveAnswer(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    status: str
    """
    One of ok.
    """


class IsReadyAnswerCheck(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    ok: bool
    message: str


class IsReadyAnswer(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    status: str
    """
    One of ready, not_ready.
    """
    checks: list[IsReadyAnswerCheck]


class ListRunLogsAnswerLog(BaseModel):
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
    task: Optional[str]
    message: str


class ListRunLogsAnswer(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    logs: list[ListRunLogsAnswerLog]
    next_after: int


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
    role: Optional[str]


class MeProject(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    name: str
    is_default: bool
    role: Optional[str]
    """
    What counts there.
    """


class Me(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    user: MeUser
    organisation: MeOrganisation
    role: Optional[str]
    """
    In the organisation. Null: a member of single projects only.
    """
    permissions: list[str]
    """
    In the whole organisation; of an API key only those among its scopes.
    """
    memberships: list[MeMembership]
    projects: list[MeProject]
    session_id: Optional[str]
    """
    Null for an API key.
    """
    api_key_id: Optional[str]


class PausePipelineAnswer(BaseModel):
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
    next_run_at: Optional[str]


class PipelineDeployment(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    version: int
    deployed_at: str
    """
    RFC 3339, UTC
    """


class PipelineSchedule(BaseModel):
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
    next_run_at: Optional[str]


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
    started_at: Optional[str]
    finished_at: Optional[str]


class PipelineStatus(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    run_id: Optional[str]
    status: str
    """
    Status of the newest run; idle or needs_clarification before the first.
    """
    current_task: Optional[str]
    progress: Optional[float]
    """
    0 to 100; null while totals are unknown.
    """
    started_at: Optional[str]
    estimated_completion: Optional[str]


class PipelineSummaryDeployment(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    environment: str
    version: int
    deployed_at: str
    """
    RFC 3339, UTC
    """


class PipelineSummarySchedule(BaseModel):
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
    next_run_at: Optional[str]


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
    started_at: Optional[str]
    finished_at: Optional[str]


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
    deployment: Optional[PipelineSummaryDeployment]
    schedule: Optional[PipelineSummarySchedule]
    last_run: Optional[PipelineSummaryLastRun]
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """


class PlanEstimate(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    source_rows: Optional[float]
    source_bytes: Optional[float]


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
    source_connection: str
    source_sql: str
    """
    What the source is asked, filters and steps pushed in.
    """
    pushed: list[str]
    estimated_rows: Optional[float]
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
    because: list[str]
    """
    Why this route, in sentences.
    """
    estimate: PlanEstimate
    branches: list[PlanBranch]


class Project(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    project_id: str
    name: str
    is_default: bool
    """
    Used where a request names no project.
    """
    created_at: str
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
    source_sum: Optional[str]
    target_sum: Optional[str]
    note: Optional[str] = None


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
    checksum_algorithm: Optional[str]
    checksums_match: Optional[bool]
    columns: list[ReceiptTargetColumn]
    published_at: Optional[str]
    load_seconds: float
    publish_seconds: float


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
    checksums_match: Optional[bool]
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_per_second: float
    targets: list[ReceiptTarget]


class ResumePipelineAnswer(BaseModel):
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
    next_run_at: Optional[str]


class RunProgress(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    current_task: Optional[str]
    percent: Optional[float]
    rows_read: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_total: Optional[str]
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_per_second: float
    estimated_completion: Optional[str]


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
    started_at: Optional[str]
    finished_at: Optional[str]
    progress: Optional[RunProgress]
    receipt: Optional[Receipt]
    error: Optional[RunError]


class RunWithTasksProgress(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    current_task: Optional[str]
    percent: Optional[float]
    rows_read: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_total: Optional[str]
    bytes: str
    """
    A whole number as text: it may exceed 2^53.
    """
    rows_per_second: float
    estimated_completion: Optional[str]


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
    started_at: Optional[str]
    finished_at: Optional[str]
    rows: Optional[str]
    error: Optional[RunWithTasksTaskError]


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
    started_at: Optional[str]
    finished_at: Optional[str]
    progress: Optional[RunWithTasksProgress]
    receipt: Optional[Receipt]
    error: Optional[RunWithTasksError]
    tasks: list[RunWithTasksTask]


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
    hint: Optional[str]


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
    hint: Optional[str]


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
    hint: Optional[str]


class Validation(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    status: str
    """
    One of passed, failed, needs_clarification.
    """
    errors: list[ValidationError]
    """
    Each of them forbids deploying.
    """
    warnings: list[ValidationWarning]
    notes: list[ValidationNote]
    checked: str
    """
    live: source queries explained, target types checked, rows sampled. One of live, catalog.
    """
    sampled_rows: int


class GeneratedPipeline(BaseModel):
    model_config = ConfigDict(
        extra="allow",
    )
    pipeline_id: str
    project_id: str
    name: str
    description: str
    sentence: str
    code: str
    """
    pandas that runs by itself; empty until nothing is in doubt.
    """
    dag_definition: DagDefinition
    validation: Validation
    clarification: list[Question]
    """
    What must be answered before it can be deployed.
    """
    assumptions: list[Assumption]
    spec: dict[str, Any]
    plan: Optional[Plan]
    """
    With options.optimize: how it will run, and why.
    """
    version: int


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
    deployment: Optional[PipelineDeployment]
    schedule: Optional[PipelineSchedule]
    last_run: Optional[PipelineLastRun]
    created_at: str
    """
    RFC 3339, UTC
    """
    updated_at: str
    """
    RFC 3339, UTC
    """
    description: Optional[str]
    spec: Optional[dict[str, Any]]
    """
    Of the latest version; null while in doubt.
    """
    clarification: list[Question]
    assumptions: list[Assumption]
    code: Optional[str]
    """
    null: the catalogs are not known at the moment.
    """
    dag_definition: Optional[DagDefinition]
