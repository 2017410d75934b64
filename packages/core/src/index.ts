export {
  AiEtlError,
  messageOf,
  type AiEtlErrorOptions,
  type ErrorDetail,
} from './errors/ai-etl-error.ts';
export { errorRegistry, type ErrorCode } from './errors/registry.ts';
export { invariant, InvariantError, unreachable } from './errors/invariant.ts';
export { diagnostic, hasErrors, type Diagnostic } from './diagnostics/diagnostic.ts';
export { diagnosticRegistry, type DiagnosticCode, type Severity } from './diagnostics/registry.ts';
export {
  isInteger,
  isNumeric,
  isTemporal,
  parseColumnType,
  printColumnType,
  sameType,
  type Column,
  type ColumnType,
  type ColumnTypeKind,
  type Schema,
} from './types/column-type.ts';
export { describeObject, type ObjectName } from './types/object-name.ts';
export {
  findTable,
  tableSchema,
  type Catalog,
  type CatalogColumn,
  type CatalogTable,
  type NamedCondition,
  type ForeignKey,
} from './types/catalog.ts';
export type { PartitionSize, PathSize } from './types/path-size.ts';
export type * from './expression/ast.ts';
export type * from './query/query.ts';
export { checkQuery, inspectQuery, maxQueryDepth, querySchema } from './query/check-query.ts';
export type { CheckedQuery } from './query/query-place.ts';
export {
  QueryDraft,
  queryDraftJsonSchema,
  type QueryDraftInput,
} from './query/draft/query-draft.ts';
export { readQueryDraft, type ReadDraft } from './query/draft/read-query-draft.ts';
export { givesOneRow } from './query/check-subqueries.ts';
export { inferOverGroups, type GroupScope } from './query/infer-over-groups.ts';
export { nameOutputs, qualifyColumns } from './query/query-scope.ts';
export {
  expressionsOf,
  isDerived,
  nestedQueries,
  outputNames,
  queryTables,
  sourcesOf,
} from './query/query-parts.ts';
export { parseExpression, type ParsedExpression } from './expression/parse-expression.ts';
export type { ExpressionError } from './expression/syntax-error.ts';
export { printExpression } from './expression/print-expression.ts';
export { parsePeriod, periodForms, printPeriod } from './expression/period.ts';
export { parseTimeUnit, timeUnits } from './expression/time-unit.ts';
export { contains, mapChildren, walk } from './expression/walk.ts';
export { inferType } from './expression/infer-type.ts';
export type { ExpressionScope, InferredExpression, ScopeColumn } from './expression/scope.ts';
export type { InferredType, TypedValue } from './expression/inferred-type.ts';
export { canCast, commonColumnType } from './expression/common-type.ts';
export { normalizeTemporal, type TemporalKind } from './expression/temporal-literal.ts';
export { functionRegistry, isAggregateFunction } from './expression/functions/registry.ts';
export { dateParts } from './expression/functions/temporal.ts';
export {
  printSignature,
  type ArgumentRule,
  type FunctionDefinition,
  type FunctionParameter,
} from './expression/functions/definition.ts';
export { nameKnownFields } from './known-fields.ts';
export { didYouMean, editDistance, joinWords, nearestNames } from './nearest-names.ts';
export { cronMatches, parseCron, type Cron, type ParsedCron } from './time/cron.ts';
export type { CronField } from './time/cron-field.ts';
export { describeCron } from './time/describe-cron.ts';
export { resolvePeriod, type HalfOpenRange, type PeriodRange } from './time/resolve-period.ts';
export {
  instantAt,
  moveWallClock,
  startOfUnit,
  wallClockAt,
  type WallClock,
} from './time/zoned-time.ts';
export { isTimeZone, timeZoneNames } from './time/time-zone.ts';
export { PipelineSpec, type PipelineSpecInput } from './spec/pipeline-spec.ts';
export { resolveSpec } from './resolve/resolve-spec.ts';
export {
  readAsofCondition,
  type AsofCondition,
  type AsofOperator,
} from './resolve/ops/asof-condition.ts';
export { maskedColumns, type MaskedColumn } from './resolve/ops/masked-columns.ts';
export { sampleColumns } from './resolve/ops/sample.ts';
export { unexecutableOps } from './resolve/unexecutable.ts';
export { topologicalOrder, type TopologicalOrder } from './resolve/topological-order.ts';
export { bindParams, paramType, type BoundParams, type ParamValue } from './spec/bind-params.ts';
export { upstreamOf } from './spec/upstream.ts';
export { diffSpecs, type SpecChange } from './spec/diff-specs.ts';
export { describeSpec } from './spec/describe-spec.ts';
export { parseSpec, pipelineSpecJsonSchema, specHash, type ParsedSpec } from './spec/parse-spec.ts';
export { Source } from './spec/source.ts';
export { Step, type StepOf, type StepOp } from './spec/steps/index.ts';
export type { SchemaChange } from './types/schema-change.ts';
export { History, historyOf } from './spec/history.ts';
export {
  Fidelity,
  Layout,
  SchemaContract,
  Target,
  targetObject,
  Write,
  type WriteMode,
} from './spec/target.ts';
export { Check } from './spec/check.ts';
export { Schedule } from './spec/schedule.ts';
export { Param } from './spec/param.ts';
export { Policy, routes, type Route } from './spec/policy.ts';
export { Notification } from './spec/notification.ts';
export { Assumption } from './spec/assumption.ts';
export { wireFormat, type WireFormat } from './wire.ts';
export { mysqlSession, mysqlSortedBytes, mysqlTextCollation } from './dialect-sessions.ts';
export { parseWireRow } from './wire-rows.ts';
export { registerSqliteFunctions, type SqliteRegistrar } from './sqlite/register.ts';
export { sqliteFunctions } from './sqlite/sqlite-functions.ts';
export {
  sqliteAggregates,
  type AggregateState,
  type SqliteAggregate,
} from './sqlite/aggregates.ts';
export { SqliteMisfit, type SqliteFunction, type SqliteValue } from './sqlite/value.ts';
export { dialectNames } from './ports/connector.ts';
export type * from './ports/chunks.ts';
export type * from './ports/connector.ts';
export type * from './ports/key-range.ts';
export type * from './ports/profiling.ts';
export type * from './ports/scratch.ts';
export { estimateDistinct, type DistinctInSample } from './estimate-distinct.ts';
export {
  detectSemanticType,
  type ColumnToUnderstand,
  type SemanticFinding,
} from './semantics/detect-semantic-type.ts';
export { GlossaryMeaning, GlossaryTerm } from './glossary/glossary-term.ts';
export { conditionProblem } from './glossary/condition-problem.ts';
export { maskValue } from './semantics/mask-value.ts';
export {
  isPii,
  isSemanticKind,
  semanticKindNames,
  semanticKinds,
  type SemanticKind,
} from './semantics/semantic-kinds.ts';
export { longestShownValue, quantileLevels } from './profiling-limits.ts';
export type * from './ports/clock.ts';
export type * from './ports/run-store.ts';
export type * from './ports/run-queue.ts';
export type * from './ports/schedule-store.ts';
export type * from './run/receipt.ts';
export { maxSeenRows, type CursorReceipt, type ReadWindow } from './run/read-window.ts';
export { durationSeconds, moveBack } from './time/move-back.ts';
export {
  runStatuses,
  taskStatuses,
  type Run,
  type RunError,
  type RunLogLine,
  type RunProgress,
  type RunStatus,
  type RunTask,
  type RunTrigger,
  type TaskStatus,
} from './run/run.ts';
export {
  bindConnections,
  defaultEnvironment,
  environments,
  type Bindings,
  type DefaultSchemas,
  type EnvironmentName,
} from './run/environment.ts';
export { idPrefixes, makeId, type IdKind } from './ids.ts';
export { canonicalJson, contentHash } from './canonical-json.ts';
export type * from './resolve/environment.ts';
