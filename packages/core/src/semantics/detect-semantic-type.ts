import { longestShownValue } from '../profiling-limits.ts';
import type { ColumnType } from '../types/column-type.ts';
import { containedPii, namedScalars } from './contained-pii.ts';
import { dateFormatOf } from './forms/plain.ts';
import { foreignValues } from './foreign-values.ts';
import { isRuledOut, nameHintOf, type NameHint } from './name-hints.ts';
import { isPii, semanticKinds, type SemanticKind } from './semantic-kinds.ts';
import { valueKinds, type ValueKind } from './value-kinds.ts';

/** A column as far as it is known. */
export interface ColumnToUnderstand {
  readonly name: string;
  /** Name of its table: `customers` makes a plain `name` a person's. */
  readonly table?: string;
  readonly type: ColumnType;
  /** Some of its values as text, NULLs left out; equal ones count once. */
  readonly values: readonly string[];
}

/** What a column means. */
export interface SemanticFinding {
  /** null: nothing but `contains` is known. */
  readonly kind: SemanticKind | null;
  /** It holds personal data, as a whole or within. */
  readonly pii: boolean;
  /** 0 to 1: how sure this is. */
  readonly confidence: number;
  readonly basis: 'values' | 'name' | 'values_and_name';
  /** Share of the values that are of the kind; null when the name alone speaks. */
  readonly share: number | null;
  /** Of dates in texts: their spelling, when most share one. */
  readonly format: string | null;
  /** Personal data found within texts, JSON and lists. */
  readonly contains: readonly SemanticKind[];
}

/**
 * Finds out what a column means from its name and some of its values; null when nothing speaks for
 * anything. Values weigh more than names: `email` without a single address is no e-mail column, and
 * what only chance makes look like a card number is none. Pure.
 */
export function detectSemanticType(column: ColumnToUnderstand): SemanticFinding | null {
  const hint = nameHintOf(column.name, column.table);
  const cut = column.values.map((one) => one.slice(0, longestShownValue).trim());
  const values = [...new Set(cut)].filter((one) => one !== '');
  const foreign = foreignValues(column.type, values);
  const found = foreign.length === 0 ? null : texts(column, { hint, values: foreign });
  // Personal data is hidden wherever it is stored.
  return found?.pii === true ? found : ofItsType(column, { hint, values });
}

function ofItsType(column: ColumnToUnderstand, evidence: Evidence): SemanticFinding | null {
  const { hint, values } = evidence;
  switch (column.type.kind) {
    case 'uuid':
      return byType('uuid');
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return hint?.kind === 'birth_date' ? byName('birth_date') : null;
    case 'int16':
    case 'int32':
    case 'int64':
    case 'decimal':
      return wholeNumbers(column, evidence);
    case 'text':
      return texts(column, evidence);
    case 'json':
    case 'list':
      return containers(values);
    default:
      return null;
  }
}

interface Evidence {
  readonly hint: NameHint | undefined;
  readonly values: readonly string[];
}

/** Cards, phones and registers may be stored as numbers; a plain number is not worth saying. */
const numericKinds: ReadonlySet<SemanticKind> = new Set([
  'payment_card', 'phone', 'national_id', 'postal_code', 'birth_date',
]); // prettier-ignore

function wholeNumbers(
  column: ColumnToUnderstand,
  { hint, values }: Evidence,
): SemanticFinding | null {
  const scale = column.type.kind === 'decimal' ? (column.type.scale ?? 0) : 0;
  if (scale > 0) return null;
  const named = hint !== undefined && numericKinds.has(hint.kind) ? hint : undefined;
  return best(column, { hint: named, values }, (one) => numericKinds.has(one.kind));
}

function texts(column: ColumnToUnderstand, evidence: Evidence): SemanticFinding | null {
  const found = best(column, evidence, () => true);
  // What is a number or a code as a whole holds nothing else.
  if (found !== null && found.kind !== 'json' && found.kind !== 'url') return found;
  const contains = found?.kind === 'json' ? inside(evidence.values) : containedPii(evidence.values);
  if (contains.length === 0) return found;
  if (found === null) return within(contains);
  return { ...found, pii: true, contains };
}

function containers(values: readonly string[]): SemanticFinding | null {
  const contains = inside(values);
  return contains.length === 0 ? null : within(contains);
}

/** Personal data in JSON and lists: by the names in them, and as pieces. */
function inside(values: readonly string[]): readonly SemanticKind[] {
  const named = [...namedScalars(values)].flatMap(([name, scalars]) => {
    const found = detectSemanticType({ name, type: { kind: 'text' }, values: scalars });
    return found?.kind !== null && found?.kind !== undefined && found.pii ? [found.kind] : [];
  });
  return [...new Set([...named, ...containedPii(values)])];
}

function best(
  column: ColumnToUnderstand,
  { hint, values }: Evidence,
  allowed: (kind: ValueKind) => boolean,
): SemanticFinding | null {
  if (values.length === 0) return hint === undefined ? null : byName(hint.kind, hint.strength);
  let found: SemanticFinding | null = null;
  for (const one of valueKinds) {
    if (!allowed(one)) continue;
    const rated = rate(one, column, { hint, values });
    if (rated !== null && rated.confidence > (found?.confidence ?? 0)) found = rated;
  }
  return found;
}

/** Shares of values that must be of a kind, with and without the name's word for it. */
const needed = { strong: 0.5, weak: 0.7, none: 0.9 };

function rate(
  one: ValueKind,
  column: ColumnToUnderstand,
  evidence: Evidence,
): SemanticFinding | null {
  const { hint, values } = evidence;
  const named = hint?.kind === one.kind ? hint.strength : undefined;
  const matches = named === undefined ? one.plain : one.named;
  if (matches === null || (named === undefined && isRuledOut(column.name, one.kind))) return null;
  const hits = values.filter((value) => matches(value));
  const share = hits.length / values.length;
  const isEnough = named !== undefined || hits.length >= Math.min(one.fewest, enoughAlways);
  if (hits.length === 0 || share < needed[named ?? 'none'] || !isEnough) return null;
  // Few values may be chance; the name's word makes up for it.
  const evidenceShare = 1 - 0.5 / hits.length;
  const bonus = named === undefined ? 0 : 0.25;
  return {
    kind: one.kind,
    pii: isPii(one.kind),
    confidence: round(Math.min(0.99, share * evidenceShare * 0.9 + bonus)),
    basis: named === undefined ? 'values' : 'values_and_name',
    share: round(share),
    format: one.kind === 'date' || one.kind === 'birth_date' ? commonFormat(hits) : null,
    contains: [],
  };
}

/** No kind asks for more distinct values than this. */
const enoughAlways = 3;

function commonFormat(values: readonly string[]): string | null {
  const formats = Map.groupBy(values, (value) => dateFormatOf(value) ?? '');
  const [first] = [...formats].sort((a, b) => b[1].length - a[1].length);
  return first === undefined || first[0] === '' || first[1].length < values.length * 0.9
    ? null
    : first[0];
}

function byType(kind: SemanticKind): SemanticFinding {
  const common = { share: 1, format: null, contains: [] };
  return { kind, pii: semanticKinds[kind].pii, confidence: 1, basis: 'values', ...common };
}

function byName(kind: SemanticKind, strength: NameHint['strength'] = 'strong'): SemanticFinding {
  return {
    kind,
    pii: isPii(kind),
    confidence: strength === 'strong' ? 0.6 : 0.4,
    basis: 'name',
    share: null,
    format: null,
    contains: [],
  };
}

function within(contains: readonly SemanticKind[]): SemanticFinding {
  const common = { share: null, format: null, contains };
  return { kind: null, pii: true, confidence: 0.8, basis: 'values', ...common };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
