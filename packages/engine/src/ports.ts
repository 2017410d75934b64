import type {
  Clock,
  Connector,
  OpenScratch,
  RunQueue,
  RunStore,
  ScheduleStore,
} from '@ai-etl/core';

/** Everything outside that running a pipeline needs; wired by the server's main files. */
export interface EnginePorts {
  readonly store: RunStore;
  readonly connectors: ConnectorLookup;
  /** Where rows of several sources meet; absent: this process cannot take the local route. */
  readonly openScratch?: OpenScratch;
  readonly clock: Clock;
  /** Uniform in [0, 1); jitter only, never ids. */
  readonly random: () => number;
  readonly log: EngineLog;
  /** A project's key for masked values: 32 bytes in hex, the same for ever. A secret. */
  readonly maskKey: (projectId: string) => string;
}

/** What a worker needs besides. */
export interface WorkerPorts extends EnginePorts {
  readonly queue: RunQueue;
}

/** What the scheduler needs. */
export interface SchedulerPorts {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
  readonly log: EngineLog;
}

/** The adapter of a connection type, or undefined when there is none. */
export type ConnectorLookup = (type: string) => Connector | undefined;

/** The process's own log, for operators; what a user should read goes to the run's log. */
export type EngineLog = (
  level: 'debug' | 'info' | 'warning' | 'error',
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | null>>,
) => void;
