export type { Housekeeping, Retention, Tidied } from './housekeeping.ts';
export { openStore, workerName, type Identity, type Store, type StoreOptions } from './store.ts';
export type { StoreLog } from './store-log.ts';
export type { Scope } from './database/tenant.ts';
export type { Page, PageRequest, SortRequest } from './page.ts';
export { checkKeyRing, type KeyRing, type SecretKey } from './crypto/secret-box.ts';
export type { Membership, Project, Role, User } from './identity/user.ts';
export type { AuditLog } from './audit/audit-log.ts';
export { hashedKinds } from './audit/resource-state.ts';
export type {
  AuditActor,
  AuditActorKind,
  AuditEntry,
  AuditFilter,
  AuditIntent,
  AuditOutcome,
  AuditRecord,
  AuditResource,
  AuditResult,
} from './audit/audit-entry.ts';
export type { OrganisationTopics } from './organisations/organisation-topics.ts';
export type {
  Member,
  MemberChange,
  Organisation,
  ProjectMember,
} from './organisations/organisation.ts';
export type { Invitation, NewInvitation } from './organisations/invitations.ts';
export type { Acceptance, Joining } from './organisations/accept-invitation.ts';
export type { LocatedKind, Whereabouts } from './organisations/whereabouts.ts';
export type { Defaults, DefaultsRequest } from './identity/defaults.ts';
export type { NewSession, Rotation, RotationAnswer, Session } from './identity/sessions.ts';
export type { ApiKey, ApiKeyFilter, NewApiKey } from './identity/api-keys.ts';
export type { ApiKeyCaller, Caller } from './identity/callers.ts';
export type { AttemptLimit } from './identity/login-attempts.ts';
export type { ForeignIdentity, ProvisionRequest } from './identity/user-identities.ts';
export type { NewOneTimeToken, OneTimePurpose } from './identity/one-time-tokens.ts';
export { connectionSortFields } from './connections/connection.ts';
export type {
  Connection,
  ConnectionChange,
  ConnectionFilter,
  ConnectionPage,
  ConnectionSortField,
  ConnectionRole,
  NewConnection,
} from './connections/connection.ts';
export type { Connections } from './connections/connections.ts';
export type { Catalogs, CatalogSnapshot } from './connections/catalogs.ts';
export type {
  ModelSettings,
  ModelSpent,
  ModelUse,
  NewModelSpending,
  PutModelSettings,
} from './models/model-use.ts';
export type { OwnModelProvider } from './models/tables.ts';
export type { Glossaries, Glossary, PutGlossary } from './questions/glossaries.ts';
export type { CatalogIndex, ValueFilter } from './catalog/catalog-index.ts';
export {
  isMeant,
  longestKeptValue,
  wordsOfValue,
  type CatalogSettings,
  type CatalogStatus,
  type ColumnPattern,
  type ColumnState,
  type ColumnValues,
  type StoredValue,
} from './catalog/catalog-status.ts';
export {
  tableKey,
  type CatalogClaim,
  type CatalogRefreshed,
  type CatalogWork,
  type ClaimCatalog,
} from './catalog/catalog-work.ts';
export {
  wordsOfQuestion,
  type ApprovedSpec,
  type ApprovedSql,
  type NewVerifiedQuestion,
  type VerifiedQuestion,
  type VerifiedQuestionFilter,
} from './questions/verified-question.ts';
export type { VerifiedQuestions } from './questions/verified-questions.ts';
export { pipelineSortFields, type PipelineSortField } from './pipelines/pipeline.ts';
export type {
  DeployedPipeline,
  Deployment,
  DeployRequest,
  NewPipeline,
  NewVersion,
  Pipeline,
  PipelineDraft,
  PipelineFilter,
  PipelineStatus,
  PipelineVersion,
  StoredSchedule,
} from './pipelines/pipeline.ts';
export type { Pipelines } from './pipelines/pipelines.ts';
export type { PipelinePage } from './pipelines/list-pipelines.ts';
export type { ActiveRun, PipelineActivity } from './pipelines/pipeline-activity.ts';
export type { Environments, PutBindings } from './environments/environments.ts';
export type { PauseChange, ScheduleChange, Schedules } from './schedules/schedules.ts';
export type { BackfillRequest, BackfillTime } from './runs/backfill.ts';
export {
  runSortFields,
  type FoundRuns,
  type RunFilter,
  type RunPage,
  type RunSortField,
} from './runs/search-runs.ts';
export type { ReportedConnection, ReportSink, RunReport, RunReports } from './runs/run-reports.ts';
export type { LogRequest, Runs, StoredLogLine } from './runs/runs.ts';
export {
  planNames,
  type PlanName,
  type RateLimit,
  type RateLimits,
  type TakeRequests,
  type TakenRequests,
} from './limits/rate-limits.ts';
export {
  binOf,
  type MetricLabel,
  type Metrics,
  type ModelCallCount,
  type RequestCount,
  type SeriesPoint,
  type SeriesRequest,
  type StoredMetric,
} from './metrics/metric.ts';
export type { Idempotency, IdempotencyAnswer, StoredResponse } from './idempotency.ts';
export {
  eventTypes,
  noticeTypes,
  streamOnlyTypes,
  type EventType,
  type NewEvent,
  type NoticeType,
  type StoredEvent,
} from './events/event.ts';
export type { EventChannel, Events, MissedRequest } from './events/events.ts';
export type { EventLog, EventRetention } from './events/event-log.ts';
export type { Bell } from './events/bell.ts';
export {
  deliveryStatuses,
  webhookChannels,
  type AttemptResult,
  type Delivery,
  type DeliveryKind,
  type DeliveryStatus,
  type DisabledReason,
  type NewWebhook,
  type Webhook,
  type WebhookChange,
  type WebhookChannel,
  type WebhookFilter,
  type WebhookTarget,
} from './webhooks/webhook.ts';
export type { Webhooks } from './webhooks/webhooks.ts';
export type { Deliveries, DeliveryFilter, TestDelivery } from './webhooks/deliveries.ts';
export type {
  ClaimedDelivery,
  DeliveryClaim,
  DeliveryOutcome,
  DeliveryWork,
  FinishAnswer,
} from './webhooks/delivery-work.ts';
