import type { CatalogColumn } from '@ai-etl/core';
import type { GroupKey } from '../../ir/index.ts';
import { assume } from '../../link/findings.ts';
import { certain } from '../../link/score-name.ts';
import { linkIn, type Draft } from '../step-draft.ts';
import { askColumn } from './ask-column.ts';
import { columnOf, type MadeColumn } from './made-rows.ts';
import { momentColumn, startOf, startOfPiece } from './moments.ts';
import type { ShapePlace } from './shape-place.ts';

/** The columns that rows are grouped by; null after asking. */
export function buildGroupKeys(
  draft: Draft,
  keys: readonly GroupKey[],
  place: ShapePlace,
): readonly MadeColumn[] | null {
  const built: MadeColumn[] = [];
  for (const [at, key] of keys.entries()) {
    const id = at === 0 ? `group_${place.index}` : `group_${place.index}_${at + 1}`;
    const one =
      key.unit === null
        ? plainKey(draft, key.column ?? '', { id, place })
        : timeKey(draft, { ...key, unit: key.unit }, { id, place });
    if (one === null) return null;
    if (built.every((other) => !isSame(other, one))) built.push(named(one, built));
  }
  const { piece } = place;
  if (piece === null) return built;
  const id = `window_${place.index}`;
  const column = momentColumn(draft, { named: null, said: piece.evidence.text, id }, place);
  if (column === null) return null;
  const expression = startOfPiece(piece, column, place);
  return [...built, named({ name: `${piece.unit}_start`, expression }, built)];
}

interface KeyPlace {
  readonly id: string;
  readonly place: ShapePlace;
}

function plainKey(draft: Draft, words: string, { id, place }: KeyPlace): MadeColumn | null {
  const linked = linkIn(draft, words);
  const column =
    linked.column ??
    askColumn(
      draft,
      {
        id,
        question: `${draft.rows.object.name} has no column "${words}". By which column are rows grouped?`,
      },
      place,
    );
  if (column === null) return null;
  if (linked.column !== null && linked.score < certain)
    assume(place.findings, {
      path: `steps.${draft.branch.id}.group_by`,
      value: column.name,
      because: `"${words}" names no column of ${draft.rows.object.name}; ${linked.because}`,
    });
  return { name: column.name, expression: columnOf(column.name) };
}

function timeKey(
  draft: Draft,
  { column: words, unit }: GroupKey & { readonly unit: NonNullable<GroupKey['unit']> },
  { id, place }: KeyPlace,
): MadeColumn | null {
  const column = momentColumn(draft, { named: words, said: `per ${unit}`, id }, place);
  if (column === null) return null;
  assumeZone(draft, { column, unit }, place);
  return { name: unit, expression: startOf(unit, column, place) };
}

/** Instants belong to another day in another zone. */
function assumeZone(
  draft: Draft,
  { column, unit }: { readonly column: CatalogColumn; readonly unit: string },
  { zone, findings }: ShapePlace,
): void {
  if (column.type.kind !== 'timestamptz') return;
  assume(findings, {
    path: `steps.${draft.branch.id}.group_by.${unit}`,
    value: `${unit}s of ${zone}`,
    because: `${column.name} holds instants, and ${zone} is the zone of the pipeline`,
  });
}

function isSame(a: MadeColumn, b: MadeColumn): boolean {
  return JSON.stringify(a.expression) === JSON.stringify(b.expression);
}

/** Two groups of one name: the later one is numbered. */
function named(key: MadeColumn, before: readonly MadeColumn[]): MadeColumn {
  const used = new Set(before.map(({ name }) => name));
  let { name } = key;
  for (let count = 2; used.has(name); count += 1) name = `${key.name}_${count}`;
  return { ...key, name };
}
