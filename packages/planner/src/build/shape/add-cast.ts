import {
  canCast,
  isInteger,
  isNumeric,
  parseExpression,
  printColumnType,
  type CatalogColumn,
  type ColumnType,
} from '@ai-etl/core';
import type { OperationIntent } from '../../ir/index.ts';
import { askOne, assume } from '../../link/findings.ts';
import { linkAll, type Draft } from '../step-draft.ts';
import { addColumns } from './add-derive.ts';
import { addCastOf, wideDecimal } from './cast-columns.ts';
import { readWritten } from './read-written.ts';
import type { ShapePlace } from './shape-place.ts';

type Cast = Extract<OperationIntent, { op: 'cast' }>;

/** Words for types that are no types of SQL. */
const spoken: Readonly<Record<string, string>> = {
  number: 'numeric',
  money: 'numeric',
  datetime: 'timestamp',
};

/** Changes the type of a column; a type that its values cannot have is asked about. */
export function addCast(draft: Draft, cast: Cast, place: ShapePlace): void {
  const name = linkAll(draft, [cast.column], place)?.[0];
  const column = draft.rows.columns.find((one) => one.name === name);
  if (column === undefined) return;
  const written = place.parsing.find(
    (one) => one.column.toLowerCase() === cast.column.toLowerCase(),
  );
  const wanted = typeIn(cast.type);
  const type =
    wanted !== null && canCast(column.type, wanted) ? wanted : askType(cast, { column, place });
  if (type === null) return;
  const settled = sizeOf(type, column, { draft, cast, place });
  const read = written === undefined ? null : readWritten(column, written.format, settled);
  if (read !== null) addColumns(draft, [{ name: column.name, expression: read }]);
  else addCastOf(draft, column, printColumnType(settled));
}

/** A type as people write it; null when there is none. */
function typeIn(text: string): ColumnType | null {
  const name = text.toLowerCase();
  const parsed = parseExpression(`CAST(NULL AS ${spoken[name] ?? name})`);
  return parsed.ok && parsed.expression.kind === 'cast' ? parsed.expression.to : null;
}

function askType(
  cast: Cast,
  { column, place }: { readonly column: CatalogColumn; readonly place: ShapePlace },
): ColumnType | null {
  const fits = (text: string): ColumnType | null => {
    const type = typeIn(text);
    return type !== null && canCast(column.type, type) ? type : null;
  };
  const answer = askOne(place.findings, {
    id: `cast_${place.index}`,
    field: 'columns',
    question: `${column.name} is ${column.nativeType}, which cannot become ${cast.type}. Which type should it have?`,
    choices: [
      { value: 'keep', label: 'leave its type', because: `it stays ${column.nativeType}` },
      ...(canCast(column.type, { kind: 'text' })
        ? [{ value: 'text', label: 'text', because: 'every value can be written as text' }]
        : []),
    ],
    accept: (text) => (fits(text) === null ? null : text),
  });
  return answer === null || answer === 'keep' ? null : fits(answer);
}

/** A decimal without digits takes those that lose nothing, as an assumption. */
function sizeOf(
  type: ColumnType,
  column: CatalogColumn,
  {
    draft,
    cast,
    place,
  }: { readonly draft: Draft; readonly cast: Cast; readonly place: ShapePlace },
): ColumnType {
  if (type.kind !== 'decimal' || type.precision !== undefined) return type;
  const sized = exactDecimal(column.type);
  assume(place.findings, {
    path: `steps.${draft.branch.id}.cast.${column.name}`,
    value: printColumnType(sized),
    because: `"${cast.evidence.text}" names no digits; these hold every value of ${column.name}${isNumeric(column.type) ? '' : ' with at most 9 digits behind the point'}`,
    alternatives: ['decimal(18,2)', 'decimal(18,4)'],
  });
  return sized;
}

function exactDecimal(from: ColumnType): ColumnType {
  if (isInteger(from)) return { kind: 'decimal', precision: 38, scale: 0 };
  if (from.kind === 'decimal' && from.precision !== undefined) return from;
  const wide = typeIn(wideDecimal);
  return wide ?? from;
}
