import type { SemanticFinding } from '@ai-etl/core';
import type { ColumnView, TableView } from '../profile/column-view.ts';

/** A column whose type holds its values worse than another would. */
export interface TypeAdvice {
  readonly column: string;
  /** As the system spells it. */
  readonly current: string;
  /** A logical type, or the system's own where only that says it. */
  readonly suggested: string;
  readonly because: string;
  readonly basis: 'all_rows' | 'sample';
}

/** Nearly all values must fit; what does not is for a person to mend first. */
const enough = 0.99;
/** Fewer rows prove nothing about a type. */
const fewestRows = 20;

/** Texts that hold one kind of thing, and types far wider than their values. */
export function adviseTypes(view: TableView): readonly TypeAdvice[] {
  const { profile, table } = view;
  if (profile.sample.rows < fewestRows) return [];
  const basis = profile.sample.method === 'all_rows' ? 'all_rows' : 'sample';
  const where =
    basis === 'all_rows' ? 'all rows' : `${profile.sample.rows.toLocaleString('en')} rows`;
  return view.columns.flatMap((one): readonly TypeAdvice[] => {
    // Figures of some of the values say nothing of a type for all of them.
    if ((one.profiled.foreign ?? 0) > 0) return [];
    const found =
      heldInText(one) ??
      (table.kind === 'table' ? (tooWide(one, view) ?? forThisSystem(one, view)) : null);
    if (found === null) return [];
    const { name } = one.column;
    const because = `${found.because} (seen in ${where}).`;
    return [
      { column: name, current: one.profiled.typeName, suggested: found.suggested, because, basis },
    ];
  });
}

interface Found {
  readonly suggested: string;
  readonly because: string;
}

function heldInText({ column, meaning, profiled }: ColumnView): Found | null {
  if (column.type.kind !== 'text' || meaning?.share === null || meaning === null) return null;
  if (meaning.share < enough || /^(inet|cidr|Enum|IPv|xml)/.test(column.nativeType)) return null;
  const suggested = typeHeldBy(
    meaning,
    (profiled.frequencies?.top ?? []).map((one) => one.value),
  );
  if (suggested === null) return null;
  const share =
    meaning.share === 1
      ? 'Every value'
      : `${Math.round(meaning.share * 1000) / 10} % of the values`;
  const format = meaning.format === null ? '' : ` spelled ${meaning.format}`;
  return {
    suggested,
    because: `${share} is ${words[meaning.kind ?? 'json'] ?? 'of one kind'}${format}`,
  };
}

const words: Readonly<Partial<Record<string, string>>> = {
  date: 'a date',
  birth_date: 'a date',
  number: 'a number',
  boolean: 'yes or no',
  uuid: 'a UUID',
  json: 'JSON',
};

function typeHeldBy({ kind, format }: SemanticFinding, values: readonly string[]): string | null {
  switch (kind) {
    case 'date':
    case 'birth_date':
      return format?.includes('HH') === true ? 'timestamptz' : 'date';
    case 'boolean':
      return 'bool';
    case 'uuid':
      return 'uuid';
    case 'json':
      return 'json';
    case 'number':
      return numberHolding(values);
    default:
      return null;
  }
}

function numberHolding(values: readonly string[]): string {
  const plain = values.map((one) => one.trim().replace(/^[+-]/, ''));
  if (plain.every((one) => /^\d+$/.test(one))) {
    return plain.every((one) => one.length <= 9) ? 'int32' : 'int64';
  }
  const scales = plain.map((one) => /[.,](\d+)$/.exec(one)?.[1]?.length ?? 0);
  if (plain.some((one) => /e/i.test(one))) return 'float64';
  return `decimal(18,${Math.min(9, Math.max(...scales))})`;
}

function tooWide({ column, profiled, judgement }: ColumnView, { table }: TableView): Found | null {
  const declared = Number(
    /^(?:character varying|varchar)\((\d+)\)$/.exec(column.nativeType)?.[1] ?? 0,
  );
  const longest = profiled.values?.length?.max ?? 0;
  if (declared >= 64 && longest > 0 && longest * 8 <= declared) {
    const because = `The longest value has ${longest} of ${declared} characters`;
    return { suggested: `varchar(${roomFor(longest)})`, because };
  }
  const isReference = /id$/i.test(column.name) || table.primaryKey.includes(column.name);
  if (column.type.kind !== 'int64' || isReference || judgement.unique) return null;
  const { min, max } = profiled.wholeRange ?? profiled.values ?? { min: null, max: null };
  if (min === null || max === null) return null;
  const greatest = Math.max(Math.abs(Number(min)), Math.abs(Number(max)));
  // Room to grow tenfold.
  if (greatest * 10 > 32_767) return null;
  return {
    suggested: 'int16',
    because: 'No value needs more than two bytes, with room to grow tenfold',
  };
}

function roomFor(length: number): number {
  return [16, 32, 64, 128, 256].find((one) => one >= length * 2) ?? length * 2;
}

/** Systems with engines keep a text of few values as a number when told to. */
function forThisSystem(
  { column, profiled, judgement }: ColumnView,
  { table, profile }: TableView,
): Found | null {
  if (table.engine === undefined) return null;
  const { distinct } = judgement;
  const isPlainText = /^(Nullable\()?String\)?$/.test(column.nativeType);
  const isRepeated =
    distinct !== null && distinct <= 1000 && distinct * 50 <= (profile.rows.count ?? 0);
  if (isPlainText && isRepeated && distinct > 0) {
    return {
      suggested: `LowCardinality(${column.nativeType})`,
      because: `It has about ${distinct} distinct values`,
    };
  }
  const isWhole = profile.sample.method === 'all_rows';
  if (isWhole && profiled.nulls === 0 && column.nativeType.startsWith('Nullable(')) {
    return {
      suggested: column.nativeType.replace(/^Nullable\((.*)\)$/s, '$1'),
      because: 'No value is NULL, and Nullable costs room and time',
    };
  }
  return null;
}
