export {
  answerClarification,
  maxDescriptionLength,
  planPipeline,
  type ClarifyRequest,
  type PlanRequest,
} from './plan-pipeline.ts';
export {
  configureConnection,
  maxConnectionWords,
  type ConfiguredConnection,
  type ConnectionWords,
  type UnclearConnection,
} from './connect/configure-connection.ts';
export {
  answerChoice,
  askQuestion,
  maxQuestionLength,
  type AskRequest,
} from './questions/ask/ask-question.ts';
export type {
  Answered,
  AskOutcome,
  Clarification,
  OfferedChoice,
  OfferedReading,
  ReadQuery,
  RunTrial,
  TrialRows,
} from './questions/ask/outcome.ts';
export { unusableTerms } from './questions/unusable-terms.ts';
export { inPlainWords, type InPlainWords } from './questions/in-plain-words.ts';
export { spokenSpans, unknownWords } from './questions/ask/value-words.ts';
export { areYesNoNumbers, yesNoWords } from './questions/states/flag-columns.ts';
export { refuseQuestion } from './questions/ask/guard-question.ts';
export { explainQuery, languageOf } from './questions/explain/explain-query.ts';
export {
  makeQuestionReader,
  type Candidate,
  type QuestionReader,
} from './questions/question-reader.ts';
export { prepareInSteps, prepareSchema, type PreparedSchema } from './questions/prepare-schema.ts';
export { hypotheticalSchema, type HypotheticalSchema } from './query/hypothetical-schema.ts';
export type { KnownValue, QuestionSchema, ValueLookup } from './query/question-types.ts';
export { namedPaths } from './files/named-paths.ts';
export { isLoopback } from './connect/fill-settings.ts';
export type { ConnectionHints } from './connect/read-hints.ts';
export { withOwnNames } from './link/own-names.ts';
export { planWithModels, type PlanWithModelsRequest } from './models/plan-with-models.ts';
export {
  maxInstructionLength,
  revisePipeline,
  type RevisionOutcome,
  type RevisionRequest,
} from './revise/revise-pipeline.ts';
export {
  reviseWithModels,
  type ReviseWithModelsRequest,
} from './revise/models/revise-with-models.ts';
export type { SchemasOf } from './revise/apply/working.ts';
export type { ChangeIntent, RevisionIR } from './revise/revision-ir.ts';
export { askModel, type AskedModel, type AskModelRequest } from './models/questions/ask-model.ts';
export { settleRows } from './questions/ask/settle-rows.ts';
export { openProviders } from './models/open-providers.ts';
export type { CheckOutcome } from './models/pipelines/pipeline-use.ts';
export type {
  AnswerCache,
  ColumnSample,
  ModelCall,
  ModelLedger,
  ModelPorts,
  ModelSpending,
  OpenProvider,
} from './models/model-ports.ts';
export type { ModelFailureKind } from './models/model-failure.ts';
export {
  anthropicUrl,
  type ProviderKind,
  type ProviderSettings,
} from './models/provider-settings.ts';
export { builtInParser } from './built-in-parser.ts';
export { openPoints, type OpenPoint } from './ir/index.ts';
export { systemTitle } from './lexicon/systems.ts';
export type {
  Answers,
  Choice,
  ColumnPlace,
  EngineUsed,
  IntentParser,
  KnownValues,
  PlannerConnection,
  PlannerContext,
  PlannerDefaults,
  PlannerState,
  PlanOutcome,
  Question,
  QuestionField,
} from './plan-types.ts';
export type {
  CheckIntent,
  Comparison,
  Condition,
  Conflict,
  EndpointMention,
  EndpointOptions,
  FileFormat,
  GroupKey,
  Evidence,
  FilterIntent,
  LoadIntent,
  Measure,
  Note,
  NotificationIntent,
  ObjectMention,
  OperationIntent,
  ParsingIntent,
  PlannerIR,
  PolicyIntent,
  Scalar,
  ScheduleIntent,
  WriteIntent,
  ZoneMention,
} from './ir/index.ts';
