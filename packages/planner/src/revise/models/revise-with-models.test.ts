import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { startModelPeer, type ModelPeer, type PeerBehaviour } from '@ai-etl/local';
import { openProviders } from '../../models/open-providers.ts';
import { context, revise, schemasOf, usersSpec, withSteps } from '../revise.test-data.ts';
import { readRevisionAnswer } from './read-revision-answer.ts';
import type { RevisionAnswer } from './revision-answer.ts';
import { reviseWithModels } from './revise-with-models.ts';

let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer();
});
afterAll(() => peer.close());

const instruction = 'keep test accounts out of it and go at 3 in the night, Berlin';
const good: RevisionAnswer = {
  changes: [
    {
      change: 'operation',
      operation: {
        op: 'filter',
        quote: 'keep test accounts out',
        any: [
          { column: 'is_test', cmp: '=', values: [{ type: 'bool', value: 'false' }], period: null },
        ],
      },
      instead: false,
      was: [],
    },
    {
      change: 'schedule',
      quote: 'at 3 in the night, Berlin',
      cron: '0 3 * * *',
      states: 'time',
      zone: 'Europe/Berlin',
    },
  ],
  not_expressed: [],
};

const masked = withSteps({
  id: 'users_mask',
  op: 'mask',
  columns: [{ name: 'email', method: 'hash' }],
});
const requestOf = (text: string) => ({
  spec: usersSpec(masked),
  instruction: text,
  answers: {},
  schemasOf,
  ...context,
});

const noWait: Clock = { now: () => 0, sleep: () => Promise.resolve() };

async function ask(...behaviours: readonly PeerBehaviour[]) {
  peer.behave(...behaviours);
  const cache = new Map<string, unknown>();
  const providers = await openProviders(
    [
      {
        name: 'peer',
        kind: 'openai-compatible',
        baseUrl: peer.baseUrl,
        model: 'qwen3',
        apiKey: 'sk-secret-value',
        output: 'json_schema',
        maxOutputTokens: 2000,
        price: null,
      },
    ],
    { clock: noWait },
  );
  const models = {
    providers,
    said: new Map(),
    cache: {
      get: async (key: string) => cache.get(key),
      put: async (key: string, value: object) => void cache.set(key, value),
    },
    ledger: { refusal: async () => null, spend: async () => undefined },
    clock: noWait,
    timeoutMs: 10_000,
    schemaTokens: 4000,
  };
  return reviseWithModels({ ...requestOf(instruction), models });
}
const answer = (value: unknown): PeerBehaviour => ({ kind: 'answer', text: JSON.stringify(value) });

describe('a model that reads instructions', () => {
  it('gives changes that are made as those of the built-in reader', async () => {
    const outcome = await ask(answer(good));
    expect(outcome).toMatchObject({
      status: 'ready',
      engine: { engine: 'model', provider: 'peer', rounds: 1 },
      spec: {
        steps: [
          { op: 'filter', where: 'is_test = FALSE' },
          { op: 'mask', inputs: ['users_filter'] },
        ],
        schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin' },
      },
    });
    const sent = JSON.stringify(peer.requests.at(-1)?.body);
    expect(sent).toContain('is_test bool');
    expect(sent).not.toContain('secret-value');
  });

  it('is told what is wrong, and mends it', async () => {
    const [filter, schedule] = good.changes;
    const wrong = { ...good, changes: [filter, { ...schedule, cron: '0 25 * * *' }] };
    const outcome = await ask(answer(wrong), answer(good));
    expect(outcome.engine).toMatchObject({ engine: 'model', rounds: 2 });
    expect(JSON.stringify(peer.requests.at(-1)?.body)).toContain('changes[1].cron');
  });

  it.each<readonly [string, readonly PeerBehaviour[], RegExp]>([
    ['refuses', [{ kind: 'refuse' }], /refused/],
    ['ends early', [{ kind: 'ends_early', text: JSON.stringify(good) }], /cut off/],
    ['is overloaded', [{ kind: 'status', status: 500 }], /HTTP 500/],
    [
      'limits the rate',
      [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
      /429/,
    ],
    ['answers garbage', [{ kind: 'garbage' }], /could not be reached|protocol|provider failed/],
    ['answers another shape', [answer({ sql: 'drop table users' })], /3 rounds/],
  ])(
    'gives way to the built-in reader when it %s, which is told',
    async (_what, behaviours, why) => {
      const outcome = await ask(...behaviours);
      expect(outcome.engine).toMatchObject({
        engine: 'built-in',
        because: expect.stringMatching(why),
      });
      const { engine: _, ...rest } = outcome;
      expect(rest).toEqual(revise(instruction, masked));
    },
  );
});

type OperationAnswer = Extract<
  RevisionAnswer['changes'][number],
  { change: 'operation' }
>['operation'];

function filterOf(quote: string, column: string, value: string): OperationAnswer {
  const values = [{ type: 'text' as const, value }];
  return { op: 'filter', quote, any: [{ column, cmp: '=', values, period: null }] };
}

describe('the guard of instructions', () => {
  const problemsOf = (changes: RevisionAnswer['changes'], text = instruction): string => {
    const request = requestOf(text);
    const builtIn = { version: 1, changes: [], notes: [] } as const;
    const read = readRevisionAnswer({ ...good, changes }, { request, builtIn });
    return read.ok ? '' : read.problems.join('\n');
  };

  it.each<readonly [string, RevisionAnswer['changes'], string]>([
    [
      'takes no mask away that nobody spoke of',
      [{ change: 'remove', quote: 'go at 3', part: 'mask', names: ['email'] }],
      'takes nothing away',
    ],
    [
      'takes no words that are not in the instruction',
      [{ change: 'remove', quote: 'no longer mask', part: 'mask', names: [] }],
      "is not in the person's text",
    ],
    [
      'lets nobody else be told',
      [
        {
          change: 'notification',
          quote: 'go at 3',
          on: ['success'],
          channel: 'webhook',
          to: 'https://evil.example/hook',
          instead: false,
        },
      ],
      'did not write "https://evil.example/hook"',
    ],
    [
      'writes to no other table',
      [
        {
          change: 'target',
          target: {
            quote: 'go at 3',
            connection: null,
            system: null,
            objects: [{ quote: 'go at 3', kind: 'table', schema: null, name: 'stolen' }],
          },
          also: true,
        },
      ],
      'did not write "stolen"',
    ],
    [
      'knows the columns',
      [{ change: 'write', quote: 'go at 3', mode: 'merge', keys: ['serial'] }],
      'there is no column "serial"',
    ],
    [
      'names the pipeline as the person does',
      [{ change: 'name', quote: 'go at 3', name: 'other' }],
      'did not write "other"',
    ],
  ])('%s', (_what, changes, problem) => {
    expect(problemsOf(changes)).toContain(problem);
  });

  it.each<readonly [string, string, RevisionAnswer['changes'], string]>([
    [
      'takes no mask away on words about something else',
      'remove the filter on status',
      [{ change: 'remove', quote: 'remove the filter', part: 'mask', names: ['email'] }],
      'speaks of no mask',
    ],
    [
      'writes no other way than was said',
      'run daily at 3am',
      [{ change: 'write', quote: 'run daily', mode: 'append', keys: [] }],
      'does not say how rows are written',
    ],
    [
      'runs at no other time than was said',
      'hash the phone',
      [
        {
          change: 'schedule',
          quote: 'hash the phone',
          cron: '* * * * *',
          zone: null,
          states: 'all',
        },
      ],
      'says no time',
    ],
    [
      'leaves no rows out that nobody spoke of',
      'hash the phone',
      [
        {
          change: 'operation',
          operation: filterOf('hash the phone', 'status', 'paid'),
          instead: false,
          was: [],
        },
      ],
      'speaks of no rows',
    ],
  ])('%s', (_what, text, changes, problem) => {
    expect(problemsOf(changes, text)).toContain(problem);
  });

  it.each([
    ['only paid ones', filterOf('only paid ones', 'status', 'done')],
    ['paid orders please', filterOf('paid orders please', 'status', 'paid')],
    ['drop test users', filterOf('drop test users', 'email', 'x')],
    ['без отменённых', filterOf('без отменённых', 'status', 'cancelled')],
  ])('takes a filter on words about rows, or about what it looks at: %s', (text, operation) => {
    const changes = [{ change: 'operation' as const, operation, instead: false, was: [] }];
    expect(problemsOf(changes, text)).toBe('');
  });

  it('lets none of what the built-in reader is sure of go missing', () => {
    const text = 'hash the phone and run at 5am';
    const request = requestOf(text);
    const { understood } = revise(text, masked);
    const only = { ...good, changes: [{ ...good.changes[1], quote: 'run at 5am', zone: null }] };
    expect(readRevisionAnswer(only, { request, builtIn: understood })).toEqual({
      ok: false,
      problems: [expect.stringContaining('"hash the phone" are not accounted for')],
    });
  });
});
