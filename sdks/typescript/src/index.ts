export { AIETLClient, type ClientOptions } from './client.ts';
export { version } from './version.ts';
export {
  AIETLError,
  APIError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
  ValidationError,
  type ErrorDetail,
} from './core/errors.ts';
export { List, Page, type PageQuery } from './core/list.ts';
export type { Answer, Body, Operations, Query, Schemas } from './core/contract.ts';
export type { RequestOptions } from './core/transport.ts';
export type { RetryPolicy } from './core/retry.ts';
export type { Login, TokenSet, TokenStore } from './core/session.ts';
export type {
  ApiKey,
  ApiKeyQuery,
  CreateApiKeyRequest,
  CreatedApiKey,
} from './resources/api-keys.ts';
export type { AuditEntry, AuditExportQuery, AuditQuery } from './resources/audit-log.ts';
export type { ChangePasswordRequest, LoginMethods, LoginSession, Me } from './resources/auth.ts';
export type {
  Catalog,
  CatalogSettings,
  CatalogStatus,
  CatalogValue,
  CatalogValueQuery,
  Connection,
  ConnectionQuery,
  ConnectionTest,
  CreateConnectionRequest,
  UpdateConnectionRequest,
} from './resources/connections.ts';
export type {
  ConfigureConnectorRequest,
  ConfiguredConnector,
  Connector,
  ConnectorQuery,
} from './resources/connectors.ts';
export type { DataPreview, DataProfile, PreviewQuery, ProfileRequest } from './resources/data.ts';
export type { EventChannel, EventTicket, StreamEvent } from './resources/events.ts';
export type { FollowOptions } from './core/follow-stream.ts';
export type { MetricsAnswer, MetricsQuery } from './resources/metrics.ts';
export { Pipeline, type PipelineData, type Question } from './resources/pipeline.ts';
export type {
  PipelineVersion,
  PipelineVersionDetail,
  PipelineVersionQuery,
  RollbackRequest,
  VersionDiff,
  VersionDiffQuery,
} from './resources/pipeline-versions.ts';
export type {
  Backfill,
  BackfillRequest,
  ClarifyRequest,
  CloneRequest,
  CodeQuery,
  CreatePipelineRequest,
  DeployRequest,
  Deployment,
  DescribedPipeline,
  GenerateRequest,
  GeneratedPipeline,
  ImportedPipeline,
  ImportRequest,
  PauseRequest,
  PipelineCode,
  PipelineDetail,
  PipelineQuery,
  PipelineStatus,
  PipelineSummary,
  RegeneratedPipeline,
  RegenerateRequest,
  ResumeRequest,
  Schedule,
  UpdatePipelineRequest,
  ValidatedPipeline,
  ValidateRequest,
  VersionQuery,
} from './resources/pipelines.ts';
export type {
  CreateProjectRequest,
  Environment,
  EnvironmentName,
  EnvironmentQuery,
  Project,
  ProjectMember,
  ProjectMemberQuery,
  ProjectQuery,
  PutEnvironmentRequest,
  SetProjectMemberRequest,
  UpdateProjectRequest,
} from './resources/projects.ts';
export type {
  AcceptedInvitation,
  AcceptInvitationRequest,
  CreatedInvitation,
  CreateInvitationRequest,
  Invitation,
  InvitationQuery,
} from './resources/invitations.ts';
export type { Member, MemberQuery, UpdateMemberRequest } from './resources/members.ts';
export type { OrganisationData, UpdateOrganisationRequest } from './resources/organisation.ts';
export type { StorageRecommendation, StorageRequest } from './resources/storage.ts';
export type {
  CreateWebhookRequest,
  RotateSecretRequest,
  UpdateWebhookRequest,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookQuery,
  WebhookWithSecret,
} from './resources/webhooks.ts';
export {
  Run,
  RunFailedError,
  type Receipt,
  type RunData,
  type RunProgress,
  type RunTask,
  type WaitOptions,
} from './resources/run.ts';
export type { LogLine } from './resources/run-logs.ts';
export type { RunStatus } from './resources/run-status.ts';
export type { GlossaryData, GlossaryQuery, PutGlossaryRequest } from './resources/glossary.ts';
export type {
  LanguageModelSettings,
  LanguageModelsQuery,
  PutLanguageModelsRequest,
} from './resources/language-models.ts';
export type {
  CreateVerifiedQuestionRequest,
  VerifiedQuestion,
  VerifiedQuestionQuery,
} from './resources/verified-questions.ts';
export type { AskAnswer, AskRequest } from './resources/query.ts';
export type { AllRunsQuery, LogOptions, RunQuery, RunRequest } from './resources/runs.ts';
export {
  verifyWebhook,
  WebhookVerificationError,
  type VerifyOptions,
  type WebhookEvent,
  type WebhookHeaders,
} from './webhooks/verify.ts';
