import type { GoldenCase, StepInput } from './golden-case.ts';

const paid: StepInput = { id: 'paid', op: 'filter', inputs: ['orders'], where: "status = 'paid'" };

/** Every op that the direct route executes, alone and where merging into one block is at stake. */
export const stepCases: readonly GoldenCase[] = [
  {
    name: 'step-filter-select',
    steps: [paid, { id: 'kept', op: 'select', inputs: ['paid'], columns: ['amount', 'id'] }],
  },
  {
    name: 'step-rename-swap',
    steps: [
      {
        id: 'renamed',
        op: 'rename',
        inputs: ['orders'],
        columns: [
          { from: 'id', to: 'order id' },
          { from: 'status', to: 'id' },
        ],
      },
      { id: 'kept', op: 'filter', inputs: ['renamed'], where: "id = 'paid'" },
    ],
  },
  {
    name: 'step-cast',
    steps: [
      {
        id: 'cast_',
        op: 'cast',
        inputs: ['orders'],
        columns: [
          { name: 'amount', to: 'decimal(10,1)' },
          { name: 'quantity', to: 'text' },
        ],
      },
    ],
  },
  {
    name: 'step-derive-shadows-filter',
    steps: [
      {
        id: 'doubled',
        op: 'derive',
        inputs: ['orders'],
        columns: [
          { name: 'amount', expression: 'amount * 2' },
          { name: 'old', expression: 'amount' },
        ],
      },
      { id: 'large', op: 'filter', inputs: ['doubled'], where: 'amount > 50' },
      {
        id: 'sorted',
        op: 'sort',
        inputs: ['large'],
        by: [{ by: 'amount', direction: 'desc' }, { by: 'id' }],
      },
    ],
  },
  {
    name: 'step-odd-names',
    steps: [
      { id: 'kept', op: 'filter', inputs: ['odd'], where: '"select" > 0 AND "a`b" <> \'x\'' },
      {
        id: 'plus',
        op: 'derive',
        inputs: ['kept'],
        columns: [{ name: 'quote "\' name', expression: '"üñï" || "a`b"' }],
      },
    ],
  },
  {
    name: 'step-dedupe-rows',
    steps: [
      { id: 'kept', op: 'select', inputs: ['orders'], columns: ['status', 'customer_id'] },
      { id: 'once', op: 'dedupe', inputs: ['kept'], keys: [] },
      { id: 'few', op: 'select', inputs: ['once'], columns: ['status'] },
    ],
  },
  {
    name: 'step-dedupe-keys-last',
    steps: [
      paid,
      {
        id: 'latest',
        op: 'dedupe',
        inputs: ['paid'],
        keys: ['customer_id'],
        order_by: [{ by: 'created_at' }],
      },
    ],
  },
  {
    name: 'step-dedupe-keys-first',
    steps: [
      {
        id: 'first_',
        op: 'dedupe',
        inputs: ['orders'],
        keys: ['status', 'customer_id'],
        keep: 'first',
        order_by: [{ by: 'amount', direction: 'desc', nulls: 'first' }],
      },
    ],
  },
  ...(['inner', 'left', 'right', 'full', 'semi', 'anti'] as const).map((how): GoldenCase => ({
    name: `step-join-${how}`,
    steps: [
      {
        id: 'joined',
        op: 'join',
        inputs: ['orders', 'customers'],
        how,
        on: 'orders.customer_id = customers.id',
        suffix: '_customer',
      },
    ],
  })),
  {
    name: 'step-join-filtered-sides',
    steps: [
      paid,
      { id: 'german', op: 'filter', inputs: ['customers'], where: "country = 'DE'" },
      {
        id: 'joined',
        op: 'join',
        inputs: ['paid', 'german'],
        how: 'left',
        on: 'paid.customer_id = german.id AND amount > 5',
        suffix: '_c',
      },
      { id: 'missing', op: 'filter', inputs: ['joined'], where: 'name IS NULL' },
    ],
  },
  {
    name: 'step-join-chain',
    steps: [
      {
        id: 'named',
        op: 'join',
        inputs: ['orders', 'customers'],
        how: 'inner',
        on: 'orders.customer_id = customers.id',
        suffix: '_c',
      },
      {
        id: 'pairs',
        op: 'join',
        inputs: ['named', 'orders'],
        how: 'inner',
        on: 'named.customer_id = orders.customer_id AND named.id < orders.id',
        suffix: '_other',
      },
      {
        id: 'kept',
        op: 'select',
        inputs: ['pairs'],
        columns: ['id', 'id_other', 'name', 'amount_other'],
      },
    ],
  },
  {
    name: 'step-join-inequality',
    steps: [
      {
        id: 'joined',
        op: 'join',
        inputs: ['orders', 'customers'],
        how: 'left',
        on: 'orders.customer_id < customers.id',
        suffix: '_c',
      },
    ],
  },
  {
    name: 'step-join-aggregated',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [{ name: 'customer', expression: 'customer_id' }],
        measures: [{ name: 'total', expression: 'sum(amount)' }],
      },
      {
        id: 'joined',
        op: 'join',
        inputs: ['customers', 'totals'],
        how: 'left',
        on: 'customers.id = totals.customer',
      },
    ],
  },
  {
    name: 'step-aggregate',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [
          { name: 'status', expression: 'status' },
          { name: 'month', expression: "date_trunc('month', created_at)" },
        ],
        measures: [
          { name: 'orders', expression: 'count(*)' },
          { name: 'customers', expression: 'count(DISTINCT customer_id)' },
          { name: 'total', expression: 'sum(amount)' },
          { name: 'items', expression: 'sum(quantity)' },
          { name: 'mean', expression: 'avg(amount)' },
          { name: 'least', expression: 'min(amount)' },
          { name: 'latest', expression: 'max(created_at)' },
        ],
      },
    ],
  },
  {
    name: 'step-aggregate-filter',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [],
        measures: [
          { name: 'paid', expression: "sum(amount) FILTER (WHERE status = 'paid')" },
          { name: 'paid_count', expression: "count(*) FILTER (WHERE status = 'paid')" },
          { name: 'none', expression: "sum(quantity) FILTER (WHERE status = 'no such')" },
          { name: 'share', expression: "count(*) FILTER (WHERE status = 'paid') / count(*)" },
          { name: 'ids', expression: 'sum(id)' },
        ],
      },
    ],
  },
  {
    name: 'step-aggregate-statistics',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['v'],
        group_by: [{ name: 'positive', expression: 'i > 0' }],
        measures: [
          { name: 'median', expression: 'median(d)' },
          { name: 'deviation', expression: 'stddev(d)' },
          { name: 'words', expression: "string_agg(s, ', ')" },
          { name: 'distinct_words', expression: "string_agg(DISTINCT s, '|')" },
          { name: 'all_true', expression: 'bool_and(b)' },
          { name: 'any_true', expression: 'bool_or(b)' },
          { name: 'first_word', expression: 'min(s)' },
        ],
      },
    ],
  },
  {
    name: 'step-aggregate-nothing',
    steps: [
      { id: 'none', op: 'filter', inputs: ['orders'], where: 'id < 0' },
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['none'],
        group_by: [],
        measures: [
          { name: 'n', expression: 'count(*)' },
          { name: 'total', expression: 'sum(amount)' },
          { name: 'last_', expression: 'max(status)' },
        ],
      },
    ],
  },
  {
    name: 'step-aggregate-constant-group',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [
          { name: 'one', expression: '1' },
          { name: 'word', expression: "'x'" },
        ],
        measures: [{ name: 'n', expression: 'count(*)' }],
      },
    ],
  },
  {
    name: 'step-aggregate-then-filter',
    steps: [
      {
        id: 'lines',
        op: 'derive',
        inputs: ['orders'],
        columns: [{ name: 'line', expression: 'amount * quantity' }],
      },
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['lines'],
        group_by: [{ name: 'customer_id', expression: 'customer_id' }],
        measures: [{ name: 'total', expression: 'sum(line)' }],
      },
      { id: 'large', op: 'filter', inputs: ['totals'], where: 'total > 20' },
      {
        id: 'rounded',
        op: 'derive',
        inputs: ['large'],
        columns: [{ name: 'total', expression: 'round(total, 1)' }],
      },
      { id: 'sorted', op: 'sort', inputs: ['rounded'], by: [{ by: 'total', direction: 'desc' }] },
      { id: 'top', op: 'limit', inputs: ['sorted'], count: 2 },
    ],
  },
  {
    name: 'step-sort-limit',
    steps: [
      {
        id: 'sorted',
        op: 'sort',
        inputs: ['orders'],
        by: [
          { by: 'status', nulls: 'first' },
          { by: 'amount', direction: 'desc' },
        ],
      },
      { id: 'top', op: 'limit', inputs: ['sorted'], count: 4, offset: 1 },
    ],
  },
  {
    name: 'step-limit-alone',
    steps: [
      { id: 'kept', op: 'select', inputs: ['orders'], columns: ['status', 'quantity'] },
      { id: 'some', op: 'limit', inputs: ['kept'], count: 3 },
    ],
  },
  {
    name: 'step-sort-computed-limit',
    steps: [
      {
        id: 'sorted',
        op: 'sort',
        inputs: ['orders'],
        by: [{ by: 'amount * quantity', direction: 'desc' }],
      },
      { id: 'kept', op: 'select', inputs: ['sorted'], columns: ['id', 'status'] },
      {
        id: 'numbered',
        op: 'window',
        inputs: ['kept'],
        columns: [{ name: 'n', expression: 'count(*) OVER ()' }],
      },
      { id: 'few', op: 'filter', inputs: ['numbered'], where: 'n > 1' },
      { id: 'top', op: 'limit', inputs: ['few'], count: 3 },
    ],
  },
  {
    name: 'step-limit-then-filter',
    steps: [
      { id: 'top', op: 'limit', inputs: ['orders'], count: 5 },
      { id: 'kept', op: 'filter', inputs: ['top'], where: 'quantity > 1' },
    ],
  },
  {
    name: 'step-union-all',
    steps: [
      { id: 'a', op: 'select', inputs: ['orders'], columns: ['id', 'quantity', 'status'] },
      {
        id: 'b',
        op: 'derive',
        inputs: ['customers'],
        columns: [
          { name: 'quantity', expression: 'CAST(id AS decimal(12,2))' },
          { name: 'status', expression: 'country' },
        ],
      },
      { id: 'c', op: 'select', inputs: ['b'], columns: ['status', 'quantity', 'id'] },
      { id: 'both', op: 'union', inputs: ['a', 'c'] },
      { id: 'kept', op: 'filter', inputs: ['both'], where: 'quantity > 1' },
    ],
  },
  {
    name: 'step-union-distinct',
    steps: [
      { id: 'a', op: 'select', inputs: ['orders'], columns: ['customer_id', 'status'] },
      { id: 'b', op: 'filter', inputs: ['a'], where: "status = 'paid'" },
      { id: 'both', op: 'union', inputs: ['a', 'b'], mode: 'distinct' },
    ],
  },
  {
    name: 'step-union-distinct-texts',
    steps: [
      { id: 'a', op: 'select', inputs: ['v'], columns: ['p'] },
      {
        id: 'b',
        op: 'derive',
        inputs: ['a'],
        columns: [{ name: 'p', expression: "upper(trim(p)) || ''" }],
      },
      { id: 'both', op: 'union', inputs: ['a', 'b'], mode: 'distinct' },
      {
        id: 'counted',
        op: 'aggregate',
        inputs: ['both'],
        group_by: [{ name: 'p', expression: 'p' }],
        measures: [{ name: 'n', expression: 'count(*)' }],
      },
    ],
  },
  {
    name: 'step-join-full-chain',
    steps: [
      {
        id: 'named',
        op: 'join',
        inputs: ['orders', 'customers'],
        how: 'full',
        on: 'orders.customer_id = customers.id',
        suffix: '_c',
      },
      {
        id: 'all_',
        op: 'join',
        inputs: ['named', 'v'],
        how: 'full',
        on: 'named.quantity = v.i AND named.id_c <> v.id',
        suffix: '_v',
      },
      { id: 'kept', op: 'select', inputs: ['all_'], columns: ['id', 'id_c', 'id_v', 'name', 's'] },
      {
        id: 'sorted',
        op: 'sort',
        inputs: ['kept'],
        by: [{ by: 'name', direction: 'desc' }, { by: 's', nulls: 'first' }, { by: 'id' }],
      },
      { id: 'top', op: 'limit', inputs: ['sorted'], count: 9 },
    ],
  },
  {
    name: 'step-window',
    steps: [
      {
        id: 'numbered',
        op: 'window',
        inputs: ['orders'],
        columns: [
          {
            name: 'place',
            expression: 'row_number() OVER (PARTITION BY customer_id ORDER BY created_at DESC)',
          },
          { name: 'rank_', expression: 'rank() OVER (ORDER BY quantity)' },
          { name: 'dense', expression: 'dense_rank() OVER (ORDER BY quantity DESC NULLS FIRST)' },
          { name: 'before', expression: 'lag(amount) OVER (PARTITION BY customer_id ORDER BY id)' },
          { name: 'after', expression: 'lead(status, 2) OVER (ORDER BY id)' },
          { name: 'gain', expression: 'amount - lag(amount) OVER (ORDER BY id)' },
          {
            name: 'first_',
            expression: 'first_value(amount) OVER (PARTITION BY status ORDER BY id)',
          },
          {
            name: 'last_',
            expression: 'last_value(amount) OVER (PARTITION BY status ORDER BY id)',
          },
        ],
      },
    ],
  },
  {
    name: 'step-window-aggregates',
    steps: [
      {
        id: 'running',
        op: 'window',
        inputs: ['orders'],
        columns: [
          { name: 'total', expression: 'sum(amount) OVER (PARTITION BY customer_id)' },
          { name: 'running', expression: 'sum(quantity) OVER (ORDER BY created_at)' },
          {
            name: 'moving',
            expression: 'avg(quantity) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)',
          },
          {
            name: 'ahead',
            expression: 'max(amount) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING)',
          },
          {
            name: 'paid',
            expression: "count(*) FILTER (WHERE status = 'paid') OVER (PARTITION BY customer_id)",
          },
        ],
      },
      { id: 'kept', op: 'filter', inputs: ['running'], where: 'running > 3' },
    ],
  },
];
