export { compilePlan, type PlanResult } from './compile-plan.ts';
export {
  compileSourceQuery,
  type SourceQuery,
  type SourceQueryResult,
} from './compile-source-query.ts';
export {
  compileQuery,
  type PrintedQuery,
  type QueryOptions,
  type QueryResult,
} from './compile-query.ts';
export { maskKeysIn, placeholderKey } from './bind/mask-keys.ts';
export { loadUserSqlParser } from './user-sql/parser.ts';
export { compileSqlStep, type SqlStepQuery, type SqlStepResult } from './compile-sql-step.ts';
export { dagDefinition, type DagDefinition } from './dag-definition.ts';
export type {
  PlanBinding,
  PlanBranch,
  PlanEstimate,
  PlanExtract,
  PlanKey,
  PlanQuery,
  PlanTask,
  RouteEstimate,
  RunPlan,
  ScratchQuery,
} from './plan.ts';
export type { JudgedMeasure, PlanCheck } from './checks/compile-checks.ts';
export {
  beginAgain,
  cursorOf,
  incrementalSourcesOf,
  type IncrementalSource,
  type ReadWindows,
} from './incremental/cursors-of.ts';
export { compileNewestCursor, type PlanCursor } from './incremental/plan-cursors.ts';
export { compilePandas, printPandas, type PandasResult } from './compile-pandas.ts';
export {
  printSqlScript,
  type SqlScriptRequest,
  type SqlScriptResult,
} from './sql-script/print-sql-script.ts';
export { printAirflow, type AirflowRequest, type AirflowResult } from './airflow/print-airflow.ts';
