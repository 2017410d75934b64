import { describe, expect, it } from 'vitest';
import { bindConnections } from '../run/environment.ts';
import { diffSpecs } from './diff-specs.ts';
import { PipelineSpec, type PipelineSpecInput } from './pipeline-spec.ts';

const base: PipelineSpecInput = {
  version: 1,
  name: 'orders',
  sources: [{ id: 'orders', connection: 'conn_1', object: { name: 'orders' } }],
  steps: [{ id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" }],
  targets: [
    {
      id: 'copy',
      input: 'paid',
      connection: 'conn_2',
      object: { name: 'orders' },
      write: { mode: 'replace' },
    },
  ],
};
const spec = (changes: Partial<PipelineSpecInput> = {}) =>
  PipelineSpec.parse({ ...base, ...changes });
const textsOf = (changes: Partial<PipelineSpecInput>) =>
  diffSpecs(spec(), spec(changes)).map((one) => one.text);

describe('diffSpecs', () => {
  it('finds nothing between equal specs, whatever the order of keys and nodes', () => {
    const two = { ...base, sources: [...(base.sources ?? []), source('b'), source('a')] };
    const turned = { ...base, sources: [source('a'), source('b'), ...(base.sources ?? [])] };
    expect(diffSpecs(PipelineSpec.parse(two), PipelineSpec.parse(turned))).toEqual([]);
  });

  it('names what was added and removed', () => {
    expect(textsOf({ sources: [...(base.sources ?? []), source('b')], steps: [] })).toEqual([
      'Adds source b.',
      "Removes step paid: keeps rows where status = 'paid'.",
    ]);
  });

  it('goes down to the field that changed', () => {
    const [target] = spec().targets;
    const changed = { ...spec(), targets: [{ ...target, write: { mode: 'append' } }] };
    expect(diffSpecs(spec(), PipelineSpec.parse(changed))).toEqual([
      {
        path: 'targets.copy.write.mode',
        kind: 'changed',
        before: 'replace',
        after: 'append',
        text: 'Target copy: write: mode is now "append" (was "replace").',
      },
    ]);
  });

  it('tells of a schedule that comes and goes', () => {
    const schedule = { cron: '0 2 * * *', timezone: 'UTC' };
    expect(diffSpecs(spec(), spec({ schedule }))).toMatchObject([
      { path: 'schedule', kind: 'added' },
    ]);
    expect(diffSpecs(spec({ schedule }), spec())).toMatchObject([
      { path: 'schedule', kind: 'removed' },
    ]);
  });

  it('says what checks, notifications and the way of the rows become', () => {
    const check = {
      id: 'no_nulls',
      on: 'orders',
      kind: 'not_null' as const,
      columns: ['id'],
    };
    const notify = { on: 'failure', channel: 'email', to: 'ops@x.example' } as const;
    const [target] = base.targets ?? [];
    expect(
      textsOf({
        checks: [check],
        notifications: [notify],
        targets: target === undefined ? [] : [{ ...target, input: 'orders' }],
      }),
    ).toEqual([
      'Target copy now reads orders (was paid).',
      'Adds check no_nulls.',
      'Now tells ops@x.example by email on failure.',
    ]);
    expect(diffSpecs(spec({ notifications: [notify] }), spec()).map((one) => one.text)).toEqual([
      'No longer tells ops@x.example by email on failure.',
    ]);
  });

  it('shortens long values', () => {
    expect(textsOf({ description: 'x'.repeat(500) })[0]?.length).toBeLessThan(150);
  });
});

describe('bindConnections', () => {
  it('puts bound connections in place and leaves the others', () => {
    const bound = bindConnections(spec(), { conn_1: 'conn_9', conn_7: 'conn_8' });
    expect(bound.sources[0]?.connection).toBe('conn_9');
    expect(bound.targets[0]?.connection).toBe('conn_2');
    expect(diffSpecs(spec(), bound).map((one) => one.path)).toEqual(['sources.orders.connection']);
  });

  it('moves what is in the default schema to the default schema there, and nothing else', () => {
    const at = (schema: string) =>
      spec({ sources: [{ id: 'o', connection: 'conn_1', object: { schema, name: 'orders' } }] });
    const schemas = new Map([
      ['conn_1', 'shop'],
      ['conn_9', 'shop_staging'],
    ]);
    const bind = (schema: string, known = schemas) =>
      bindConnections(at(schema), { conn_1: 'conn_9' }, known).sources[0]?.object;
    expect(bind('shop')).toEqual({ schema: 'shop_staging', name: 'orders' });
    expect(bind('archive')).toEqual({ schema: 'archive', name: 'orders' });
    expect(bind('shop', new Map([['conn_1', 'shop']]))).toEqual({ schema: 'shop', name: 'orders' });
  });

  it('does not take a name of every object for a binding', () => {
    const odd = spec({
      sources: [{ id: 'orders', connection: 'constructor', object: { name: 'orders' } }],
    });
    expect(bindConnections(odd, { conn_1: 'conn_9' }).sources[0]?.connection).toBe('constructor');
  });
});

function source(id: string) {
  return { id, connection: 'conn_1', object: { name: id } };
}
