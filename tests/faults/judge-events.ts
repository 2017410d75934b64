import type { HeardEvent } from './hook-listener.ts';

/** A run as its row tells it, in the order of creation. */
export interface TrueRun {
  readonly id: string;
  readonly pipelineId: string;
  readonly status: string;
  readonly started: boolean;
}

/** An event of the log, in the order of the log. */
export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly runId: string;
  readonly pipelineId: string;
}

export interface EventVerdict {
  readonly eventsLost: number;
  readonly eventsDoubled: number;
  readonly eventsOutOfOrder: number;
  readonly deliveriesLost: number;
  readonly deliveriesOutOfOrder: number;
  /** One sentence each. */
  readonly complaints: readonly string[];
}

export interface EventEvidence {
  readonly runs: readonly TrueRun[];
  readonly events: readonly LoggedEvent[];
  readonly heard: readonly HeardEvent[];
}

/** What a webhook may subscribe to of a run: one beginning whatever the attempts, and one end. */
export const subscribedTypes = [
  'pipeline.started',
  'pipeline.completed',
  'pipeline.failed',
  'pipeline.cancelled',
] as const;

const endOf: Readonly<Record<string, string>> = {
  success: 'pipeline.completed',
  failed: 'pipeline.failed',
  cancelled: 'pipeline.cancelled',
};

/** Where an event stands in the life of a run; log lines may come late. */
const place: Readonly<Record<string, number>> = {
  'run.queued': 0,
  'pipeline.started': 1,
  'run.progress': 2,
  'run.retrying': 2,
  'task.started': 2,
  'task.completed': 2,
  'task.failed': 2,
  'pipeline.completed': 3,
  'pipeline.failed': 3,
  'pipeline.cancelled': 3,
};

/** Compares what was told with what happened. Runs of a pipeline were made one after the other. */
export function judgeEvents({ runs, events, heard }: EventEvidence): EventVerdict {
  const complaints: string[] = [];
  let eventsLost = 0;
  let eventsDoubled = 0;
  for (const run of runs) {
    const types = events.filter((one) => one.runId === run.id).map((one) => one.type);
    for (const type of ['run.queued', ...subscribedTypes]) {
      const right = isRight(run, type) ? 1 : 0;
      const there = types.filter((one) => one === type).length;
      if (there === right) continue;
      if (there < right) eventsLost += right - there;
      else eventsDoubled += there - right;
      complaints.push(`${run.id} (${run.status}): ${there} of ${type} instead of ${right}`);
    }
  }
  const late = [...lateInRuns(events), ...lateInPipelines(runs, events)];
  const told = events.filter((one) => isSubscribed(one.type));
  const taken = new Set(heard.map((one) => one.id));
  const untold = told.filter((one) => !taken.has(one.id));
  const crossed = crossedDeliveries(told, heard);
  complaints.push(
    ...late.map((one) => `${one.runId}: ${one.type} is late in the log`),
    ...untold.map((one) => `${one.runId}: ${one.type} was not delivered`),
    ...crossed.map((one) => `${one.pipelineId}: ${one.type} (${one.id}) was delivered too late`),
  );
  return {
    eventsLost,
    eventsDoubled,
    eventsOutOfOrder: late.length,
    deliveriesLost: untold.length,
    deliveriesOutOfOrder: crossed.length,
    complaints,
  };
}

function isRight(run: TrueRun, type: string): boolean {
  if (type === 'run.queued') return true;
  return type === 'pipeline.started' ? run.started : endOf[run.status] === type;
}

function isSubscribed(type: string): boolean {
  return subscribedTypes.some((one) => one === type);
}

/** Events after one that belongs behind them. */
function lateInRuns(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const reached = new Map<string, number>();
  return events.filter((one) => {
    const here = place[one.type];
    if (here === undefined) return false;
    const before = reached.get(one.runId) ?? 0;
    reached.set(one.runId, Math.max(before, here));
    return here < before;
  });
}

/** Beginnings and ends of a run after those of a later run of its pipeline. */
function lateInPipelines(
  runs: readonly TrueRun[],
  events: readonly LoggedEvent[],
): readonly LoggedEvent[] {
  const order = new Map(runs.map((run, index) => [run.id, index]));
  const subscribed = events.filter((one) => isSubscribed(one.type));
  return afterALater(subscribed, (one) => order.get(one.runId) ?? 0);
}

/** Deliveries that came, for the first time, after one of a later event of the same pipeline. */
function crossedDeliveries(
  told: readonly LoggedEvent[],
  heard: readonly HeardEvent[],
): readonly HeardEvent[] {
  const order = new Map(told.map((one, index) => [one.id, index]));
  const known = new Set<string>();
  const first = heard.filter(({ id }) => {
    if (known.has(id) || !order.has(id)) return false;
    known.add(id);
    return true;
  });
  return afterALater(first, (one) => order.get(one.id) ?? 0);
}

/** Those that follow, in their pipeline, one with a higher rank. */
function afterALater<One extends { readonly pipelineId: string }>(
  all: readonly One[],
  rankOf: (one: One) => number,
): readonly One[] {
  const reached = new Map<string, number>();
  return all.filter((one) => {
    const before = reached.get(one.pipelineId) ?? -1;
    const rank = rankOf(one);
    reached.set(one.pipelineId, Math.max(before, rank));
    return rank < before;
  });
}
