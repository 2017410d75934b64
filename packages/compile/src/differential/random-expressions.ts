import type { GoldenCase } from '../golden/golden-case.ts';
import { expressionCase } from '../golden/golden-case.ts';

type Kind = 'int' | 'decimal' | 'float' | 'text' | 'bool' | 'date' | 'timestamp' | 'timestamptz';

/**
 * Well-typed expressions over `v`, the same for the same seed. Leaves are kept small, so that no
 * expression fails by overflow; NULLs, zeros and odd texts come from the hostile rows.
 */
export function randomCases(seed: number, count: number): readonly GoldenCase[] {
  const random = mulberry32(seed);
  const kinds: readonly Kind[] = ['int', 'decimal', 'float', 'text', 'bool', 'date', 'timestamptz'];
  return Array.from({ length: count }, (_one, index) => {
    const expressions = kinds.map((kind) => grow(kind, 3, random));
    return expressionCase(`random-${seed}-${index}`, ...expressions);
  });
}

type Random = () => number;

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  int: ['i % 100', 'n % 7', 'id', '3', '-1', '0', 'length(s)', "date_part('month', dt)"],
  decimal: ['d', '1.5', '-0.25', 'round(d, 1)'],
  float: ['f / 4', 'i / 3', 'CAST(id AS float64)'],
  text: ['s', 'p', "'a'", "''", "'É'", 'CAST(i AS text)', 'CAST(dt AS text)'],
  bool: ['b', 'true', 's IS NULL', 'i > 0'],
  date: ['dt', "DATE '2024-02-29'", 'CAST(ts AS date)'],
  timestamp: ['ts', "TIMESTAMP '2024-03-31 02:30:00'"],
  timestamptz: ['tz', "TIMESTAMPTZ '2024-03-31 01:30:00Z'"],
};

/** Texts with `{kind}` where an expression of that kind goes. */
const shapes: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    '({int}) + ({int})',
    '({int}) - ({int})',
    '({int}) % ({int})',
    '-({int})',
    'abs({int})',
    'coalesce({int}, {int})',
    'nullif({int}, {int})',
    'CASE WHEN {bool} THEN {int} ELSE {int} END',
    'greatest({int}, {int})',
    'length({text})',
    'position({text}, {text})',
    "date_diff('month', {date}, {timestamptz})",
    "date_part('week', {date})",
    'sign({decimal})',
  ],
  decimal: [
    '({decimal}) + ({int})',
    '({decimal}) - ({decimal})',
    'round(({decimal}) * 0.5, 2)',
    'CASE WHEN {bool} THEN {decimal} END',
    'least({decimal}, {int})',
    'coalesce({decimal}, {int})',
    'floor({decimal})',
    'abs({decimal})',
  ],
  float: [
    '({float}) + ({int})',
    '({float}) - ({decimal})',
    '({int}) / ({int})',
    '({decimal}) / ({int})',
    'CASE WHEN {bool} THEN {float} ELSE {float} END',
    'sqrt(abs({int}))',
  ],
  text: [
    '({text}) || ({text})',
    'concat({text}, {text})',
    'upper({text})',
    'left({text}, 3)',
    'substring({text}, 2, 2)',
    'replace({text}, {text}, {text})',
    'trim({text})',
    'if({bool}, {text}, {text})',
    'coalesce({text}, {text})',
    'least({text}, {text})',
    "lpad({text}, 4, 'é')",
    "split_part({text}, 'a', 2)",
    'CAST({int} AS text)',
    'CAST({bool} AS text)',
    'md5({text})',
  ],
  bool: [
    '({bool}) AND ({bool})',
    '({bool}) OR ({bool})',
    'NOT ({bool})',
    '({int}) > ({decimal})',
    '({int}) IN (1, {int}, 3)',
    '({int}) NOT IN ({int}, 2)',
    '({text}) < ({text})',
    "({text}) LIKE '%a%'",
    '({date}) <= ({timestamptz})',
    '({int}) BETWEEN ({int}) AND ({decimal})',
    '({text}) IS NOT NULL',
    'starts_with({text}, {text})',
    '({bool}) = ({bool})',
    '({decimal}) = ({int})',
  ],
  date: [
    "date_trunc('month', {date})",
    "date_add({date}, ({int}) % 50, 'month')",
    '({date}) + INTERVAL 5 DAY',
    'CAST({timestamptz} AS date)',
    'CASE WHEN {bool} THEN {date} END',
    'greatest({date}, {date})',
  ],
  timestamp: ["at_time_zone({timestamptz}, 'Asia/Kolkata')"],
  timestamptz: [
    "date_trunc('week', {timestamptz})",
    "date_add({timestamptz}, ({int}) % 50, 'hour')",
    '({timestamptz}) - INTERVAL 1 MONTH',
    'coalesce({timestamptz}, {timestamptz})',
    'CAST({date} AS timestamptz)',
  ],
};

function grow(kind: Kind, depth: number, random: Random): string {
  const choices = depth === 0 || random() < 0.15 ? leaves[kind] : shapes[kind];
  const shape = choices[Math.floor(random() * choices.length)] ?? '';
  return shape.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    isKind(name) ? grow(name, depth - 1, random) : '',
  );
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(leaves, name);
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
