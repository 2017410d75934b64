import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { invariant } from '../errors/invariant.ts';
import { resolveSpec } from '../resolve/resolve-spec.ts';
import { bindParams } from './bind-params.ts';
import { describeSpec } from './describe-spec.ts';
import { parseSpec, pipelineSpecJsonSchema, specHash } from './parse-spec.ts';
import { Param } from './param.ts';
import type { PipelineSpec } from './pipeline-spec.ts';

const example = {
  version: 1,
  name: 'sales',
  sources: [{ id: 'orders', connection: 'conn_1', object: { schema: 'public', name: 'orders' } }],
  steps: [{ id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" }],
  targets: [
    {
      id: 'load',
      input: 'paid',
      connection: 'conn_2',
      object: { name: 'orders' },
      write: { mode: 'replace' },
    },
  ],
  schedule: { cron: '0 2 * * *', timezone: 'Europe/Berlin' },
};

function parsed(input: unknown): PipelineSpec {
  const result = parseSpec(input);
  invariant(result.ok, result.ok ? '' : JSON.stringify(result.diagnostics));
  return result.spec;
}

/** `path: message` and hint of each finding. */
function problems(input: unknown): readonly string[] {
  const result = parseSpec(input);
  return result.ok ? [] : result.diagnostics.map((one) => `${one.path}: ${one.message}`);
}

describe('parseSpec', () => {
  it('fills in defaults and freezes all of it', () => {
    const spec = parsed(example);
    expect(spec.policy.retries).toBe(3);
    expect(spec.targets[0]?.fidelity.unbounded_decimal).toBe('fail');
    expect(Object.isFrozen(spec.targets[0]?.write)).toBe(true);
    expect(Object.isFrozen(spec.policy)).toBe(true);
  });

  it('does not freeze what it was given', () => {
    const given = structuredClone(example);
    parsed(given);
    expect(Object.isFrozen(given.sources)).toBe(false);
  });

  it('reads its own result back as the same', () => {
    const spec = parsed(example);
    expect(parsed(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it.each([
    [null, [': The spec must be an object.']],
    [{ ...example, version: 2 }, ['version: "version" has a value that is not allowed.']],
    [{ version: 1 }, ['name: "name" is missing.']],
    [{ ...example, nmae: 'x' }, ['nmae: There is no field "nmae" here.']],
    [
      { ...example, steps: [{ id: 'a', op: 'filtr', inputs: [] }] },
      ['steps.0.op: There is no op "filtr".'],
    ],
    [
      { ...example, steps: [{ id: 'a', op: 'join', inputs: ['b'], how: 'inner', on: 'x' }] },
      ['steps.0.inputs: "inputs" must have exactly 2 entries.'],
    ],
    [{ ...example, policy: { retries: 99 } }, ['policy.retries: "retries" must be at most 20.']],
    [{ ...example, policy: { retries: '3' } }, ['policy.retries: "retries" must be a number.']],
    [
      { ...example, name: 'My Pipe' },
      ['name: "name" must look like lower-case letters, digits and _.'],
    ],
    [
      { ...example, sources: [{ id: 'a', connection: 'c', object: { name: 'x' }, query: 'y' }] },
      ['sources.0: Give exactly one of object, query, path.'],
    ],
  ])('words what is wrong with %j', (input, expected) => {
    expect(problems(input)).toEqual(expected);
  });

  it('names what is allowed, nearest first', () => {
    const write = { mode: 'apend' };
    const result = parseSpec({ ...example, targets: [{ ...example.targets[0], write }] });
    expect(result.ok ? [] : result.diagnostics).toEqual([
      {
        code: 'SPEC_SHAPE',
        severity: 'error',
        path: 'targets.0.write.mode',
        message: '"mode" has a value that is not allowed.',
        hint: 'did you mean "append"? allowed: append, replace, merge or scd2',
      },
    ]);
  });
});

describe('docs/concepts/pipeline-spec.md', () => {
  it('shows a spec in which only its two connections are made up', () => {
    const page = new URL('../../../../docs/concepts/pipeline-spec.md', import.meta.url);
    const [, json = ''] = /```json\n([^]*?)```/.exec(readFileSync(page, 'utf8')) ?? [];
    const spec = parsed(JSON.parse(json));
    const unknown = resolveSpec(spec, { connections: new Map(), querySchemas: new Map() });
    expect(unknown.diagnostics.map((one) => one.code)).toEqual([
      'UNKNOWN_CONNECTION',
      'UNKNOWN_CONNECTION',
    ]);
  });
});

describe('specHash', () => {
  it('does not depend on the order of keys, or on defaults written out', () => {
    const { name, version, ...rest } = example;
    expect(specHash(parsed({ ...rest, version, name }))).toBe(specHash(parsed(example)));
    expect(specHash(parsed({ ...example, params: [] }))).toBe(specHash(parsed(example)));
  });

  it('changes with any part of the spec', () => {
    const other = parsed({ ...example, description: 'x' });
    expect(specHash(other)).not.toBe(specHash(parsed(example)));
    expect(specHash(other)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('pipelineSpecJsonSchema', () => {
  it('describes what a caller may write', () => {
    const schema = pipelineSpecJsonSchema();
    expect(schema).toMatchObject({ title: 'PipelineSpec', required: ['version', 'name'] });
    expect(z.fromJSONSchema(schema).safeParse(example).success).toBe(true);
    expect(z.fromJSONSchema(schema).safeParse({ ...example, version: 2 }).success).toBe(false);
  });
});

describe('bindParams', () => {
  const params = [
    { name: 'since', type: 'date' },
    { name: 'n', type: 'int64', default: 5 },
    { name: 'rate', type: 'decimal', default: '0.10' },
    { name: 'full', type: 'bool', default: false },
    { name: 'at', type: 'timestamptz', default: '2024-01-01T10:00:00+02:00' },
    { name: 'who', type: 'text', default: 'all' },
  ].map((param) => Param.parse(param));

  it('gives defaults and canonical forms', () => {
    expect(bindParams(params, { since: '2024-01-26', full: 'true' })).toEqual({
      ok: true,
      values: {
        since: '2024-01-26',
        n: '5',
        rate: '0.10',
        full: true,
        at: '2024-01-01 08:00:00',
        who: 'all',
      },
    });
  });

  it.each([
    [{}, 'since', 'has no value and no default'],
    [{ since: '2024-02-30' }, 'since', 'is not a date'],
    [{ since: 20240101 }, 'since', 'is not a date'],
    [{ since: null }, 'since', 'not null'],
    [{ since: '2024-01-01', n: 1.5 }, 'n', 'is not an int64'],
    [{ since: '2024-01-01', n: '9223372036854775808' }, 'n', 'is not an int64'],
    [{ since: '2024-01-01', full: 'yes' }, 'full', 'is not a bool'],
    [{ since: '2024-01-01', who: 7 }, 'who', 'must be of type text'],
    [{ since: '2024-01-01', sinse: 'x' }, 'sinse', 'There is no parameter'],
    [{ since: '2024-01-01', constructor: 'x' }, 'constructor', 'There is no parameter'],
  ])('refuses %j', (given, name, message) => {
    const bound = bindParams(params, given);
    expect(bound.ok ? [] : bound.diagnostics).toMatchObject([
      {
        code: 'PARAMETER_VALUE',
        path: `params.${name}`,
        message: expect.stringContaining(message),
      },
    ]);
  });
});

describe('describeSpec', () => {
  it('says in words what the pipeline does', () => {
    const names = new Map([
      ['conn_1', 'Shop'],
      ['conn_2', 'Warehouse'],
    ]);
    expect(describeSpec(parsed(example), names)).toBe(
      "Reads public.orders from Shop, keeps rows where status = 'paid' and replaces orders in Warehouse. Runs every day at 02:00 (Europe/Berlin).",
    );
  });

  it('counts what would be too long to name', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const spec = parsed({
      version: 1,
      name: 'mirror',
      sources: names.map((name) => ({ id: name, connection: 'conn_1', object: { name } })),
      targets: names.map((name) => ({
        id: `load_${name}`,
        input: name,
        connection: 'conn_2',
        object: { name },
        write: { mode: 'append' },
      })),
    });
    expect(describeSpec(spec)).toBe(
      'Reads a, b, c, d and 2 more from conn_1 and appends to a, b, c, d and 2 more in conn_2.',
    );
  });
});
