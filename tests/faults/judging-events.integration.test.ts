import { describe, expect, it } from 'vitest';
import { judgeEvents, type EventEvidence, type LoggedEvent } from './judge-events.ts';

const event = (runId: string, type: string): LoggedEvent => ({
  id: `${runId} ${type}`,
  type,
  runId,
  pipelineId: 'pipe_1',
});
const life = (runId: string, end: string) => [
  event(runId, 'run.queued'),
  event(runId, 'pipeline.started'),
  event(runId, 'run.retrying'),
  event(runId, end),
];
const run = (id: string, status: string) => ({ id, pipelineId: 'pipe_1', status, started: true });

const events = [...life('a', 'pipeline.completed'), ...life('b', 'pipeline.failed')];
const heard = events.filter((one) => one.type.startsWith('pipeline.'));
const right: EventEvidence = { runs: [run('a', 'success'), run('b', 'failed')], events, heard };
const nothing = {
  eventsLost: 0,
  eventsDoubled: 0,
  eventsOutOfOrder: 0,
  deliveriesLost: 0,
  deliveriesOutOfOrder: 0,
};

const swapped = <One>(list: readonly One[], one: number, other: number): readonly One[] =>
  list.map((value, index) =>
    index === one ? (list[other] ?? value) : index === other ? (list[one] ?? value) : value,
  );

describe('the judge of events', () => {
  it.each([
    ['nothing when all was told', right, {}],
    ['a delivery made twice as no fault', { ...right, heard: [...heard, ...heard] }, {}],
    ['a lost end', { ...right, events: events.slice(0, -1) }, { eventsLost: 1 }],
    [
      'a second beginning',
      { ...right, events: swapped([...events, event('b', 'pipeline.started')], 8, 7) },
      { eventsDoubled: 1, eventsOutOfOrder: 1 },
    ],
    [
      'an end that its run did not have',
      { ...right, runs: [run('a', 'success'), run('b', 'success')] },
      { eventsLost: 1, eventsDoubled: 1 },
    ],
    [
      'an end before the beginning',
      { ...right, events: swapped(events, 1, 3), heard: [] },
      { eventsOutOfOrder: 2, deliveriesLost: 4 },
    ],
    [
      'a beginning before the end of the run before',
      { ...right, events: swapped(events, 3, 5), heard: swapped(heard, 1, 2) },
      { eventsOutOfOrder: 2 },
    ],
    ['a delivery that was not made', { ...right, heard: heard.slice(1) }, { deliveriesLost: 1 }],
    [
      'deliveries that crossed',
      { ...right, heard: swapped(heard, 0, 1) },
      { deliveriesOutOfOrder: 1 },
    ],
  ] as const)('counts %s', (_, evidence, found) => {
    const { complaints, ...counted } = judgeEvents(evidence);
    expect(counted).toEqual({ ...nothing, ...found });
    expect(complaints.length > 0).toBe(Object.keys(found).length > 0);
  });
});
