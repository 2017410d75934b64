export type {
  ConnectorLookup,
  EngineLog,
  EnginePorts,
  SchedulerPorts,
  WorkerPorts,
} from './ports.ts';
export {
  isActive,
  isCancellable,
  isTerminal,
  isWaiting,
  nextRunStatus,
  runTransitions,
  statusesBefore,
  type RunEvent,
} from './states/run-states.ts';
export { canTaskBecome, isTaskDone, taskTransitions } from './states/task-states.ts';
export { nextTimes, timesBetween, type CronSchedule } from './schedule/next-times.ts';
export { decideFiring } from './schedule/decide-firing.ts';
export {
  createScheduler,
  type Scheduler,
  type SchedulerOptions,
} from './schedule/create-scheduler.ts';
export { executeRun, type RunOutcome } from './run/execute-run.ts';
export type { ExecuteOptions } from './run/attempt.ts';
export { maxLostAttempts } from './run/retry-policy.ts';
export {
  createWorker,
  type StopOptions,
  type Worker,
  type WorkerOptions,
} from './worker/create-worker.ts';
export { dryRun, type DryRun, type DryRunPorts, type DryRunRequest } from './dry-run/dry-run.ts';
export {
  bindingOf,
  planRun,
  type ConnectorsByConnection,
  type PlannedRun,
} from './environment/plan-run.ts';
export { serverIdentity } from './environment/server-identity.ts';
