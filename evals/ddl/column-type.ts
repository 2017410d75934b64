import { parseColumnType, type ColumnType } from '@ai-etl/core';

const spellings: readonly (readonly [RegExp, ColumnType])[] = [
  [/^tinyint\(1\)$|^bool/u, { kind: 'bool' }],
  [
    /^(?:small|tiny|medium|big)?int(?:eger)?\d*\b|^u?int\d+|^(?:small|big)?serial|^year\b|^hugeint/u,
    { kind: 'int64' },
  ],
  [/^(?:numeric|decimal|dec|money|smallmoney|number|fixed)\b/u, { kind: 'decimal' }],
  [/^(?:float|double|real)/u, { kind: 'float64' }],
  [
    /^timestamptz|^timestamp(?:\(\d\))? with (?:local )?time zone|^datetime64?\(.*'/u,
    { kind: 'timestamptz' },
  ],
  [/^(?:timestamp|datetime)/u, { kind: 'timestamp' }],
  [/^date/u, { kind: 'date' }],
  [/^time/u, { kind: 'time' }],
  [/^(?:uuid|uniqueidentifier)/u, { kind: 'uuid' }],
  [/^(?:json|map|tuple|struct|variant|object|hstore)/u, { kind: 'json' }],
  [/^(?:bytea|\w*blob|(?:var)?binary|image)/u, { kind: 'bytes' }],
];

/** A type as any of the five dialects spells it; one that nobody knows is text. */
export function columnType(native: string): ColumnType {
  const spelled = native.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  const wrapped = /^(?:nullable|lowcardinality)\((.*)\)$/u.exec(spelled)?.[1];
  if (wrapped !== undefined) return columnType(wrapped);
  const element = /^array\((.*)\)$/u.exec(spelled)?.[1] ?? /^(.*)\[\d*\]$/u.exec(spelled)?.[1];
  if (element !== undefined) return { kind: 'list', element: columnType(element) };
  const exact = /^(?:numeric|decimal|number)\((\d+)\s?(?:,\s?(\d+))?\)/u.exec(spelled);
  const own = parseColumnType(exact === null ? spelled : `decimal(${exact[1]},${exact[2] ?? 0})`);
  if (own !== undefined && !/^int[248]$/u.test(spelled)) return own;
  return spellings.find(([pattern]) => pattern.test(spelled))?.[1] ?? { kind: 'text' };
}
