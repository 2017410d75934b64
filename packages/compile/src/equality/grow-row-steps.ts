import { growExpression, isKey, kindOf, type GrownColumn } from './grow-expression.ts';
import { derivedKinds, scopeOf, type StepGrower } from './growth.ts';

/** Ops that look at one row at a time. */

export const growFilter: StepGrower = (growth) => [
  {
    id: growth.id(),
    op: 'filter',
    inputs: [growth.input.id],
    where: growExpression('bool', 2, scopeOf(growth)),
  },
];

export const growSelect: StepGrower = ({ input, choices, id }) => {
  const names = input.columns.map(({ name }) => name);
  return [
    { id: id(), op: 'select', inputs: [input.id], columns: [...choices.some(names, names.length)] },
  ];
};

export const growRename: StepGrower = ({ input, choices, id, name }) => {
  const columns = choices
    .some(input.columns, 2)
    .map((column) => ({ from: column.name, to: name() }));
  return [{ id: id(), op: 'rename', inputs: [input.id], columns }];
};

export const growCast: StepGrower = ({ input, choices, id }) => {
  const columns = choices
    .some(
      input.columns.filter((column) => castsOf(column).length > 0),
      2,
    )
    .map((column) => ({ name: column.name, to: choices.one(castsOf(column)) ?? 'text' }));
  return columns.length === 0 ? undefined : [{ id: id(), op: 'cast', inputs: [input.id], columns }];
};

/** Types that hold every value the column may have. */
function castsOf({ type }: GrownColumn): readonly string[] {
  switch (type.kind) {
    case 'bool':
      return ['int32', 'text'];
    case 'int32':
      return ['int64', 'decimal(12,2)', 'float64', 'text', 'bool'];
    case 'int64':
      return ['decimal(20,0)', 'decimal(38,4)', 'float64', 'text'];
    case 'decimal':
      return type.precision === undefined || type.precision > 36
        ? ['float64']
        : [
            `decimal(${type.precision + 2},${Math.max((type.scale ?? 0) - 1, 0)})`,
            'text',
            'float64',
          ];
    case 'date':
      return ['timestamp', 'timestamptz', 'text'];
    case 'timestamp':
      return ['timestamptz', 'date', 'text'];
    case 'timestamptz':
      return ['timestamp', 'date', 'text'];
    case 'uuid':
      return ['text'];
    default:
      return [];
  }
}

export const growDerive: StepGrower = (growth) => {
  const { input, choices, id, name } = growth;
  const count = 1 + choices.below(3);
  const taken = new Set<string>();
  const columns = Array.from({ length: count }, () => {
    const kind = choices.one(derivedKinds) ?? 'int';
    const replaced = choices.rarely(4) ? choices.one(input.columns)?.name : undefined;
    const own = replaced === undefined || taken.has(replaced) ? name() : replaced;
    taken.add(own);
    return { name: own, expression: growExpression(kind, 3, scopeOf(growth)) };
  });
  return [{ id: id(), op: 'derive', inputs: [input.id], columns }];
};

export const growMask: StepGrower = ({ input, choices, id }) => {
  // The text of a float is not the same everywhere.
  const hidden = input.columns.filter((one) => isKey(one) && one.type.kind !== 'float64');
  const columns = choices.some(hidden, 2).map((column) => {
    const text = column.type.kind === 'text';
    const method = choices.one(['hash', 'tokenise', 'redact', ...(text ? ['partial'] : [])]);
    return method === 'partial'
      ? { name: column.name, method: 'partial' as const, keep_last: choices.below(4) }
      : { name: column.name, method: methods[method ?? 'hash'] ?? ('hash' as const) };
  });
  return columns.length === 0 ? undefined : [{ id: id(), op: 'mask', inputs: [input.id], columns }];
};

const methods: Readonly<Record<string, 'hash' | 'tokenise' | 'redact'>> = {
  hash: 'hash',
  tokenise: 'tokenise',
  redact: 'redact',
};

export const growSample: StepGrower = ({ input, choices, id }) =>
  input.columns.some((column) => !['float', 'measured', undefined].includes(kindOf(column)))
    ? [
        {
          id: id(),
          op: 'sample',
          inputs: [input.id],
          fraction: choices.one([0.5, 0.8, 0.25]) ?? 0.5,
          seed: choices.below(5),
        },
      ]
    : undefined;
