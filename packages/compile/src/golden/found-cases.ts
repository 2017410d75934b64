import { expressionCase, type GoldenCase } from './golden-case.ts';

/** Each was wrong on some engine until the equality suite found it. */
export const foundCases: readonly GoldenCase[] = [
  {
    name: 'found-or-after-semi-join',
    steps: [
      {
        id: 'known',
        op: 'join',
        inputs: ['orders', 'customers'],
        how: 'semi',
        on: 'orders.customer_id = customers.id',
      },
      { id: 'some', op: 'filter', inputs: ['known'], where: 'quantity > 2 OR amount > 6' },
    ],
  },
  {
    name: 'found-total-without-its-measure',
    steps: [
      {
        id: 'total',
        op: 'aggregate',
        inputs: ['v'],
        group_by: [],
        measures: [{ name: 'n', expression: 'count(*)' }],
      },
      { id: 'word', op: 'derive', inputs: ['total'], columns: [{ name: 'n', expression: "'a'" }] },
    ],
  },
  {
    name: 'found-nothing-filtered-again',
    steps: [
      { id: 'none', op: 'filter', inputs: ['v'], where: 'id < 0' },
      { id: 'still', op: 'filter', inputs: ['none'], where: 'b' },
      { id: 'once', op: 'dedupe', inputs: ['still'], keys: [] },
    ],
  },
  {
    name: 'found-constants-in-aggregates',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['v'],
        group_by: [{ name: 'b', expression: 'b' }],
        measures: [
          { name: 'all_', expression: "string_agg('a', ',')" },
          { name: 'one', expression: "string_agg(DISTINCT 'a', ',')" },
          { name: 'least', expression: "min('a')" },
        ],
      },
      {
        id: 'before',
        op: 'window',
        inputs: ['totals'],
        columns: [{ name: 'word', expression: "lag('a') OVER (ORDER BY all_)" }],
      },
    ],
  },
  {
    name: 'found-constant-keys',
    steps: [
      {
        id: 'groups',
        op: 'aggregate',
        inputs: ['customers'],
        group_by: [{ name: 'vip', expression: 'vip' }],
        measures: [{ name: 'n', expression: 'count(*)' }],
      },
      {
        id: 'one',
        op: 'aggregate',
        inputs: ['groups'],
        group_by: [
          { name: 'no', expression: 'false' },
          { name: 'zero', expression: '0' },
          { name: 'less', expression: '-1' },
        ],
        measures: [{ name: 'n', expression: 'count(*)' }],
      },
      { id: 'sorted', op: 'sort', inputs: ['one'], by: [{ by: '-1' }, { by: 'no' }] },
      { id: 'first', op: 'limit', inputs: ['sorted'], count: 1 },
    ],
  },
  {
    name: 'found-period-in-measure',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['v'],
        group_by: [],
        measures: [
          { name: 'n', expression: "count(*) FILTER (WHERE ts IN PERIOD 'trailing 7 days')" },
          { name: 'old', expression: "bool_and(ts IN PERIOD 'older than 2 months')" },
        ],
      },
    ],
  },
  {
    name: 'found-names-after-self-join',
    steps: [
      { id: 'renamed', op: 'rename', inputs: ['v'], columns: [{ from: 'id', to: 'x' }] },
      {
        id: 'pairs',
        op: 'join',
        inputs: ['renamed', 'v'],
        how: 'inner',
        on: 'renamed.x = v.id',
        suffix: '_r',
      },
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['pairs'],
        columns: ['x'],
        name_to: 'name',
        value_to: 'value',
      },
    ],
  },
  {
    name: 'found-order-by-many-texts',
    steps: [
      {
        id: 'once',
        op: 'dedupe',
        inputs: ['ledger'],
        keys: ['day'],
        keep: 'last',
        order_by: [{ by: 'code' }, { by: 'note' }],
      },
    ],
  },
  {
    name: 'found-zeros-of-both-signs',
    steps: [
      {
        id: 'groups',
        op: 'aggregate',
        inputs: ['ledger'],
        group_by: [{ name: 'ratio', expression: 'ratio' }],
        measures: [{ name: 'n', expression: 'count(*)' }],
      },
      {
        id: 'found',
        op: 'join',
        inputs: ['groups', 'ledger'],
        how: 'inner',
        on: 'groups.ratio = ledger.ratio',
        suffix: '_r',
      },
      {
        id: 'counted',
        op: 'window',
        inputs: ['found'],
        columns: [{ name: 'same', expression: 'count(*) OVER (PARTITION BY ratio_r)' }],
      },
      { id: 'kept', op: 'select', inputs: ['counted'], columns: ['n', 'same', 'ratio_r'] },
      { id: 'others', op: 'filter', inputs: ['kept'], where: 'n > 1' },
      { id: 'twice', op: 'union', inputs: ['kept', 'others'], mode: 'distinct' },
    ],
  },
  expressionCase('found-nothing-replaced-by-null', "replace(s, '', p)", 'replace(p, s, p)'),
  expressionCase(
    'found-large-literal-beside-decimal',
    '9007199254740993 > d',
    'd IN (9007199254740993, 1.5)',
  ),
  expressionCase('found-text-of-rounded', 'CAST(round(d * 0.5, 2) AS text)'),
  {
    name: 'found-start-of-day-before-1970',
    steps: [
      { id: 'few', op: 'select', inputs: ['ledger'], columns: ['at', 'local'] },
      {
        id: 'starts',
        op: 'derive',
        inputs: ['few'],
        columns: [
          { name: 'day_', expression: "date_trunc('day', at)" },
          { name: 'hour_', expression: "date_trunc('hour', local)" },
          { name: 'month_', expression: "date_trunc('month', at)" },
        ],
      },
    ],
  },
  expressionCase(
    'found-text-of-decimals-from-integers',
    'CAST(coalesce(d, id) AS text)',
    'CAST(greatest(id, 1.5) AS text)',
  ),
  expressionCase(
    'found-text-of-decimals-below-one',
    'CAST(CAST(CASE WHEN b THEN -0.25 ELSE 0 END AS decimal(2,2)) AS text)',
    'CAST(CAST(CASE WHEN b THEN 0.05 END AS decimal(2,2)) * 0.5 AS text)',
  ),
  {
    name: 'found-remainder-zero-of-a-negative',
    steps: [
      {
        id: 'rest',
        op: 'derive',
        inputs: ['orders'],
        columns: [
          { name: 'rest', expression: 'CASE WHEN amount < 0 THEN amount % 3 END' },
          { name: 'text_', expression: 'CAST(CASE WHEN amount < 0 THEN amount % 3 END AS text)' },
        ],
      },
    ],
  },
  {
    name: 'found-window-over-all-rows',
    steps: [
      {
        id: 'placed',
        op: 'window',
        inputs: ['v'],
        columns: [
          { name: 'place', expression: 'rank() OVER (ORDER BY id)' },
          { name: 'all_', expression: 'count(*) OVER ()' },
          { name: 'so_far', expression: 'sum(id) OVER (PARTITION BY s ORDER BY id)' },
          { name: 'same', expression: "count(*) OVER (PARTITION BY 'x')" },
        ],
      },
    ],
  },
  {
    name: 'found-union-of-unsigned-integers',
    steps: [
      { id: 'few', op: 'select', inputs: ['orders'], columns: ['quantity'] },
      {
        id: 'large',
        op: 'derive',
        inputs: ['v'],
        columns: [{ name: 'quantity', expression: 'nullif(9007199254740993, id)' }],
      },
      { id: 'only', op: 'select', inputs: ['large'], columns: ['quantity'] },
      { id: 'all_', op: 'union', inputs: ['few', 'only'] },
    ],
  },
  expressionCase('found-decimal-literal-beside-integer', '1.5 > 2147483647', '2147483647 > d'),
  {
    name: 'found-order-of-a-limit-stays',
    steps: [
      { id: 'two', op: 'limit', inputs: ['v'], count: 2 },
      { id: 'narrow', op: 'select', inputs: ['two'], columns: ['b'] },
      { id: 'one', op: 'limit', inputs: ['narrow'], count: 1 },
    ],
  },
  {
    name: 'found-signs-of-literals',
    steps: [
      {
        id: 'totals',
        op: 'aggregate',
        inputs: ['orders'],
        group_by: [{ name: 'customer_id', expression: 'customer_id' }],
        measures: [
          { name: 'paid', expression: "sum(CASE WHEN status = 'paid' THEN 1 ELSE 0 END)" },
          { name: 'most', expression: 'greatest(9007199254740993, max(id))' },
          { name: 'more', expression: '2147483647 + 1 + 0 * count(*)' },
        ],
      },
      {
        id: 'same',
        op: 'join',
        inputs: ['totals', 'v'],
        how: 'left',
        on: 'totals.paid = v.id AND totals.most > v.n AND totals.more > v.n',
      },
    ],
  },
  {
    name: 'found-decimals-of-42-digits',
    steps: [
      {
        id: 'sums',
        op: 'aggregate',
        inputs: ['v'],
        group_by: [{ name: 'id', expression: 'id' }],
        measures: [
          { name: 'd', expression: 'sum(d)' },
          { name: 'n', expression: 'sum(n)' },
        ],
      },
      {
        id: 'turned',
        op: 'unpivot',
        inputs: ['sums'],
        columns: ['d', 'n'],
        name_to: 'what',
        value_to: 'value',
      },
      {
        id: 'either',
        op: 'derive',
        inputs: ['turned'],
        columns: [{ name: 'least', expression: 'CASE WHEN value > 1 THEN value ELSE id END' }],
      },
    ],
  },
];
