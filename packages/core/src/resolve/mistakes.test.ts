import { describe, expect, it } from 'vitest';
import {
  type Part,
  orders,
  customers,
  target,
  resolve,
  from,
  found,
  columnsOf,
} from './specs.test-data.ts';

describe('resolveSpec finds what is wrong', () => {
  type Mistake = [name: string, part: Part, expected: readonly string[], hint?: string];
  const cases: readonly Mistake[] = [
    ['nothing', {}, []],
    [
      'an unknown connection',
      { sources: [{ ...orders, connection: 'conn_shopp' }] },
      ['UNKNOWN_CONNECTION sources.0.connection'],
      'did you mean "conn_shop"?',
    ],
    [
      'a connection named by its title',
      { sources: [{ ...orders, connection: 'Shop' }] },
      ['UNKNOWN_CONNECTION sources.0.connection'],
      'connections are named by their id: "conn_shop"',
    ],
    [
      'an unknown table',
      { sources: [{ ...orders, object: { name: 'order' } }] },
      ['UNKNOWN_TABLE sources.0.object'],
      'did you mean "orders"?',
    ],
    [
      'a table of another schema',
      { sources: [{ ...orders, object: { name: 'old_orders' } }] },
      ['UNKNOWN_TABLE sources.0.object'],
      'it is in another schema: archive.old_orders',
    ],
    [
      'history in another mode',
      { targets: [target('orders', { write: { mode: 'replace', history: {} } })] },
      ['WRITE_MODE_NOT_SUPPORTED targets.0.write.history'],
      'use mode scd2, or remove history',
    ],
    [
      'columns of history that arrive, twice, and a moment that is none',
      {
        targets: [
          target('orders', {
            write: {
              mode: 'scd2',
              keys: ['id'],
              history: { valid_from: 'status', is_current: 'valid_to', effective: 'amount' },
            },
          }),
        ],
      },
      [
        'WRITE_MODE_NOT_SUPPORTED targets.0.write.mode',
        'DUPLICATE_COLUMN targets.0.write.history.is_current',
        'DUPLICATE_COLUMN targets.0.write.history.valid_from',
        'TYPE_MISMATCH targets.0.write.history.effective',
      ],
    ],
    [
      'unknown and repeated columns of a source',
      { sources: [{ ...orders, columns: ['id', 'id', 'statsu'] }] },
      ['DUPLICATE_COLUMN sources.0.columns.1', 'UNKNOWN_COLUMN sources.0.columns.2'],
    ],
    [
      'a query that was not described',
      { sources: [{ id: 'orders', connection: 'conn_shop', query: 'select 1' }] },
      ['QUERY_REJECTED sources.0.query'],
    ],
    [
      'a file of what has none',
      { sources: [{ id: 'orders', connection: 'conn_files', path: '/a.csv' }] },
      ['ROUTE_NOT_AVAILABLE sources.0.path'],
    ],
    [
      'a cursor that does not grow',
      {
        sources: [{ ...orders, incremental: { cursor: 'status' } }],
        targets: [target('orders', { write: { mode: 'append' } })],
      },
      ['TYPE_MISMATCH sources.0.incremental.cursor'],
    ],
    [
      'a lag and a start that do not fit',
      {
        sources: [{ ...orders, incremental: { cursor: 'id', lag: 'P1D', initial: 'x' } }],
        targets: [target('orders', { write: { mode: 'append' } })],
      },
      ['TYPE_MISMATCH sources.0.incremental.lag', 'TYPE_MISMATCH sources.0.incremental.initial'],
    ],
    [
      'no source, no target',
      { sources: [], targets: [] },
      ['NO_SOURCE sources', 'NO_TARGET targets'],
    ],
    ['a source nothing reads', { sources: [orders, customers] }, ['UNUSED_NODE sources.1']],
    [
      'ids given twice',
      {
        sources: [orders, orders],
        params: [
          { name: 'a', type: 'text' },
          { name: 'a', type: 'text' },
        ],
      },
      ['DUPLICATE_ID params.1.name', 'DUPLICATE_ID sources.1.id'],
    ],
    [
      'an unknown input',
      { targets: [target('order')] },
      ['UNUSED_NODE sources.0', 'UNKNOWN_INPUT targets.0.input'],
    ],
    [
      'a cycle',
      {
        steps: [
          { id: 'a', op: 'limit', inputs: ['b'], count: 1 },
          { id: 'b', op: 'limit', inputs: ['a'], count: 1 },
        ],
      },
      ['UNUSED_NODE sources.0', 'CYCLE steps.0.inputs', 'CYCLE steps.1.inputs'],
    ],
    [
      'a join of a node with itself',
      from({ op: 'join', inputs: ['orders', 'orders'], how: 'semi', on: 'TRUE' }),
      ['INPUT_COUNT steps.0.inputs'],
    ],
    [
      'an unreadable expression',
      from({ op: 'filter', where: 'id =' }),
      ['EXPRESSION_SYNTAX steps.0.where'],
      'the expression is not finished',
    ],
    [
      'a condition that is none',
      from({ op: 'filter', where: 'id + 1' }),
      ['TYPE_MISMATCH steps.0.where'],
    ],
    [
      'an unknown column in an expression',
      from({ op: 'filter', where: 'amout > 1' }),
      ['UNKNOWN_COLUMN steps.0.where'],
      'did you mean "amount"?',
    ],
    [
      'a SQL spelling of a type',
      from({ op: 'cast', columns: [{ name: 'id', to: 'numeric(10,2)' }] }),
      ['TYPE_MISMATCH steps.0.columns.0.to'],
      'write "decimal(10,2)"',
    ],
    [
      'a cast without meaning',
      from({ op: 'cast', columns: [{ name: 'doc', to: 'int64' }] }),
      ['TYPE_MISMATCH steps.0.columns.0.to'],
    ],
    [
      'a rename onto another column',
      from({ op: 'rename', columns: [{ from: 'id', to: 'status' }] }),
      ['DUPLICATE_COLUMN steps.0.columns'],
    ],
    [
      'a column without type',
      from({ op: 'derive', columns: [{ name: 'x', expression: 'NULL' }] }),
      ['TYPE_MISMATCH steps.0.columns.0.expression'],
      'write CAST(NULL AS text), or another type',
    ],
    [
      'a column derived twice',
      from({
        op: 'derive',
        columns: [
          { name: 'x', expression: '1' },
          { name: 'x', expression: '2' },
        ],
      }),
      ['DUPLICATE_COLUMN steps.0.columns.1.name'],
    ],
    [
      'a window column with a taken name',
      from({
        op: 'window',
        columns: [{ name: 'id', expression: 'row_number() OVER (ORDER BY id)' }],
      }),
      ['DUPLICATE_COLUMN steps.0.columns.0.name'],
    ],
    [
      'an aggregate among rows',
      from({ op: 'derive', columns: [{ name: 'x', expression: 'sum(id)' }] }),
      ['AGGREGATE_MISPLACED steps.0.columns.0.expression'],
    ],
    [
      'grouping by what cannot be compared',
      from({
        op: 'aggregate',
        group_by: [{ name: 'doc', expression: 'doc' }],
        measures: [{ name: 'n', expression: 'count(*)' }],
      }),
      ['TYPE_MISMATCH steps.0.group_by.0.expression'],
    ],
    [
      'a dedupe without order',
      from({ op: 'dedupe', keys: ['id'] }),
      ['SPEC_SHAPE steps.0.order_by'],
    ],
    [
      'a dedupe of rows that cannot be compared',
      from({ op: 'dedupe', keys: [] }),
      ['TYPE_MISMATCH steps.0.keys'],
    ],
    [
      'a mask that cannot be',
      from({ op: 'mask', columns: [{ name: 'id', method: 'partial' }] }),
      ['TYPE_MISMATCH steps.0.columns.0.name'],
    ],
    [
      'masks of no column, of both a column and a kind, and of a kind that no name tells',
      from({
        op: 'mask',
        columns: [
          { method: 'hash' },
          { name: 'id', kind: 'email', method: 'hash' },
          { kind: 'email', method: 'redact' },
        ],
      }),
      [
        'SPEC_SHAPE steps.0.columns.0',
        'SPEC_SHAPE steps.0.columns.1',
        'UNKNOWN_COLUMN steps.0.columns.2.kind',
      ],
    ],
    ...(
      [
        ['no inequality', 'orders.customer_id = customers.id'],
        ['two inequalities', 'orders.id > customers.id AND orders.customer_id > customers.id'],
        ['a filter inside', "orders.id > customers.id AND status = 'paid'"],
        ['a denial', 'NOT orders.id > customers.id'],
        ['another comparison', 'orders.id > customers.id AND orders.id <> customers.id'],
      ] as const
    ).map(([what, on]): Mistake => [
      `an as-of join with ${what}`,
      {
        sources: [orders, customers],
        steps: [
          { id: 's', op: 'join', how: 'asof', inputs: ['orders', 'customers'], on, suffix: '_c' },
        ],
      },
      ['SPEC_SHAPE steps.0.on'],
    ]),
    [
      'an unpivot of different types',
      from({ op: 'unpivot', columns: ['id', 'status'], name_to: 'n', value_to: 'v' }),
      ['TYPE_MISMATCH steps.0.columns.1'],
    ],
    [
      'a pivot by values that are none, or listed twice',
      from({
        op: 'pivot',
        index: ['status'],
        column: 'day',
        values: [
          { value: '2024-01-01', name: 'a' },
          { value: '30 January', name: 'b' },
          { value: '2024-01-01', name: 'c' },
        ],
        measure: 'count(*)',
      }),
      ['TYPE_MISMATCH steps.0.values.1.value', 'DUPLICATE_COLUMN steps.0.values.2.value'],
    ],
    [
      'a sample by nothing that every system writes alike',
      {
        steps: [
          { id: 'few', op: 'select', inputs: ['orders'], columns: ['doc'] },
          { id: 's', op: 'sample', inputs: ['few'], fraction: 0.5 },
        ],
      },
      ['TYPE_MISMATCH steps.1.inputs'],
    ],
    [
      'an unwritable target',
      { targets: [target('orders', { connection: 'conn_files' })] },
      ['ROUTE_NOT_AVAILABLE targets.0.connection'],
    ],
    [
      'a write mode the target lacks',
      { targets: [target('orders', { write: { mode: 'scd2', keys: ['id'] } })] },
      ['WRITE_MODE_NOT_SUPPORTED targets.0.write.mode'],
      'it can append, replace or merge',
    ],
    [
      'a contract that the target does not keep',
      { targets: [target('orders', { contract: 'freeze' })] },
      ['CONTRACT_NOT_SUPPORTED targets.0.contract'],
    ],
    [
      'deleting without merge',
      { targets: [target('orders', { write: { mode: 'replace', on_delete: 'delete' } })] },
      ['WRITE_MODE_NOT_SUPPORTED targets.0.write.on_delete'],
    ],
    [
      'a merge without keys',
      { targets: [target('orders', { write: { mode: 'merge' } })] },
      ['MISSING_KEYS targets.0.write.keys'],
    ],
    [
      'a merge by a key that is not there',
      { targets: [target('orders', { write: { mode: 'merge', keys: ['order_id'] } })] },
      ['UNKNOWN_COLUMN targets.0.write.keys.0'],
    ],
    [
      'a merge by a key that may be NULL',
      { targets: [target('orders', { write: { mode: 'merge', keys: ['customer_id'] } })] },
      ['NULLABLE_MISMATCH targets.0.write.keys.0'],
    ],
    [
      'a layout by a column that is not there',
      { targets: [target('orders', { layout: { order_by: ['nope'] } })] },
      ['UNKNOWN_COLUMN targets.0.layout.order_by.0'],
    ],
    [
      'overwriting the source',
      {
        targets: [
          target('orders', {
            connection: 'conn_shop',
            object: { schema: 'public', name: 'orders' },
          }),
        ],
      },
      ['SELF_OVERWRITE targets.0.object'],
    ],
    [
      'files in a system without any, twice the same',
      {
        targets: [
          target('orders', { object: undefined, path: 'out.csv' }),
          target('orders', { id: 'again', object: undefined, path: 'out.csv' }),
        ],
      },
      [
        'ROUTE_NOT_AVAILABLE targets.0.path',
        'ROUTE_NOT_AVAILABLE targets.1.path',
        'SELF_OVERWRITE targets.1.path',
      ],
    ],
    [
      'writing among the files that are read',
      {
        sources: [{ ...orders, object: undefined, path: '**/*.csv' }],
        targets: [
          target('orders', {
            connection: orders.connection,
            object: undefined,
            path: 'out/*.csv',
            write: { mode: 'append' },
          }),
        ],
      },
      [
        'ROUTE_NOT_AVAILABLE sources.0.path',
        'ROUTE_NOT_AVAILABLE targets.0.path',
        'SELF_OVERWRITE targets.0.path',
      ],
    ],
    [
      'replacing the same table twice',
      { targets: [target('orders'), target('orders', { id: 'again' })] },
      ['SELF_OVERWRITE targets.1.object'],
    ],
    [
      'a bad schedule',
      { schedule: { cron: '0 0 2 * * *', timezone: 'Europe/Berln' } },
      ['INVALID_SCHEDULE schedule.cron', 'INVALID_TIME_ZONE schedule.timezone'],
      'seconds are not supported; without them it reads 0 2 * * *',
    ],
    [
      'a default of the wrong type',
      { params: [{ name: 'since', type: 'date', default: 'soon' }] },
      ['PARAMETER_VALUE params.0.default'],
    ],
    [
      'a reserved parameter',
      { params: [{ name: 'logical_time', type: 'date' }] },
      ['DUPLICATE_ID params.0.name'],
    ],
    [
      'checks of columns that are not there',
      {
        checks: [
          { id: 'c', on: 'orders', kind: 'not_null', columns: ['nope'] },
          { id: 'd', on: 'load', kind: 'unique', columns: ['doc'] },
        ],
      },
      ['UNKNOWN_COLUMN checks.0.columns.0', 'TYPE_MISMATCH checks.1.columns.0'],
    ],
    [
      'a check of nothing',
      { checks: [{ id: 'c', on: 'order', kind: 'row_count', min: 2, max: 1 }] },
      ['UNKNOWN_INPUT checks.0.on', 'SPEC_SHAPE checks.0.min'],
    ],
    [
      'values a column cannot have',
      {
        checks: [
          { id: 'c', on: 'orders', kind: 'accepted_values', column: 'id', values: ['1', 'a'] },
          { id: 'd', on: 'orders', kind: 'range', column: 'day', max: 'now' },
        ],
      },
      ['TYPE_MISMATCH checks.0.values.1', 'TYPE_MISMATCH checks.1.max'],
    ],
    [
      'freshness of a text',
      {
        checks: [
          { id: 'c', on: 'orders', kind: 'freshness', column: 'status', max_age_seconds: 1 },
        ],
      },
      ['TYPE_MISMATCH checks.0.column'],
    ],
    [
      'a reference to nowhere',
      {
        checks: [
          {
            id: 'c',
            on: 'orders',
            kind: 'reference',
            columns: ['customer_id'],
            connection: 'conn_shop',
            object: { name: 'customers' },
            referenced_columns: ['key'],
          },
        ],
      },
      ['UNKNOWN_COLUMN checks.0.referenced_columns.0'],
    ],
    [
      'a condition that is no condition',
      { checks: [{ id: 'c', on: 'orders', kind: 'sql', condition: 'amount' }] },
      ['TYPE_MISMATCH checks.0.condition'],
    ],
  ];

  it.each(cases)('%s', (_name, part, expected, hint) => {
    const resolution = resolve(part);
    expect(found(resolution)).toEqual(expected);
    if (hint !== undefined) expect(resolution.diagnostics[0]?.hint).toBe(hint);
  });

  it('in both inputs of a join, when their columns collide', () => {
    const step = {
      id: 's',
      op: 'join',
      inputs: ['orders', 'customers'],
      how: 'inner',
      on: 'id = 1',
    };
    const resolution = resolve({ sources: [orders, customers], steps: [step] });
    expect(found(resolution)).toEqual([
      'AMBIGUOUS_COLUMN steps.0.on',
      'DUPLICATE_COLUMN steps.0.inputs',
    ]);
  });

  it('in every input of a union that differs', () => {
    const resolution = resolve({
      sources: [orders, customers],
      steps: [
        { id: 'a', op: 'select', inputs: ['orders'], columns: ['id', 'status'] },
        { id: 'b', op: 'select', inputs: ['customers'], columns: ['id', 'name'] },
        { id: 'u', op: 'union', inputs: ['a', 'b'] },
      ],
    });
    expect(found(resolution)).toEqual([
      'UNKNOWN_COLUMN steps.2.inputs.1',
      'UNKNOWN_COLUMN steps.2.inputs.1',
    ]);
  });

  it('beyond the first mistake: steps after an unknown table are checked as far as possible', () => {
    const resolution = resolve({
      sources: [{ ...orders, object: { name: 'nope' } }],
      steps: [
        { id: 'a', op: 'filter', inputs: ['orders'], where: 'anything > 1' },
        { id: 'b', op: 'derive', inputs: ['a'], columns: [{ name: 'x', expression: 'lowr(y)' }] },
        { id: 'c', op: 'select', inputs: ['b'], columns: ['x', 'whatever'] },
        { id: 'd', op: 'filter', inputs: ['c'], where: 'missing = 1' },
      ],
    });
    expect(found(resolution)).toEqual([
      'UNKNOWN_TABLE sources.0.object',
      'UNKNOWN_FUNCTION steps.1.columns.0.expression',
      'UNKNOWN_COLUMN steps.3.where',
    ]);
    expect(resolution.schemas.size).toBe(0);
  });

  it('only once, however many steps read the column that failed', () => {
    const resolution = resolve({
      steps: [
        { id: 'a', op: 'derive', inputs: ['orders'], columns: [{ name: 'x', expression: 'nope' }] },
        { id: 'b', op: 'derive', inputs: ['a'], columns: [{ name: 'y', expression: 'x + 1' }] },
        { id: 'c', op: 'filter', inputs: ['b'], where: "y > 1 AND x = 'a'" },
      ],
    });
    expect(found(resolution)).toEqual(['UNKNOWN_COLUMN steps.0.columns.0.expression']);
  });

  it('nothing in steps that are listed before their inputs', () => {
    const resolution = resolve({
      steps: [
        { id: 'b', op: 'select', inputs: ['a'], columns: ['x'] },
        { id: 'a', op: 'derive', inputs: ['orders'], columns: [{ name: 'x', expression: '1' }] },
      ],
      targets: [target('b')],
    });
    expect(resolution.diagnostics).toEqual([]);
    expect(columnsOf(resolution, 'b')).toBe('x int32');
  });
});
