import type { CatalogTable, Expression } from '@ai-etl/core';
import { mapChildren } from '@ai-etl/core';
import type { Block } from '../block.ts';
import type { TableMention, Test } from '../form.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import type { PlacedKind } from './kind-items.ts';

/** Rows that a project has a word of its own for: VIPs are customers whose discount is above 10. */
export interface OwnRows {
  readonly table: CatalogTable;
  /** One of the columns that it is about. */
  readonly field: Field;
  /** Over bare columns of the table. */
  readonly condition: Expression;
}

const longest = 5;

/** What the project's own words for rows say at a place. */
export function ownRowsAt(
  words: readonly Word[],
  at: number,
  index: Pick<SchemaIndex, 'ownRows'>,
): readonly PlacedKind[] {
  const found: PlacedKind[] = [];
  for (let length = 1; length <= longest && at + length <= words.length; length += 1) {
    const part = words.slice(at, at + length);
    if (part.some(({ kind }) => kind === 'mark')) break;
    const rows = index.ownRows(part.map(({ lemma }) => lemma));
    const said = part.map(({ lower }) => lower).join(' ');
    found.push(...rows.map((one) => itemOf(one, { said, at, length })));
  }
  return found;
}

function itemOf(
  { table, field, condition }: OwnRows,
  { said, at, length }: { readonly said: string; readonly at: number; readonly length: number },
): PlacedKind {
  const mention: TableMention = {
    kind: 'table',
    alternatives: [{ what: table, score: 1 }],
    words: said,
    at,
  };
  const test: Test = {
    kind: 'own',
    left: {
      kind: 'column',
      alternatives: [{ what: field, score: 1 }],
      words: said,
      at,
      beside: [mention],
    },
    condition,
    negated: false,
  };
  return { kind: 'rows', table: mention, test, length, sure: 1 };
}

/** The condition over the columns of a table as a block reads it; the table may be there in a role. */
export function ownExpression(
  { condition, negated }: Extract<Test, { kind: 'own' }>,
  { table }: Field,
  block: Block,
): Expression {
  const placed = (one: Expression): Expression => {
    if (one.kind !== 'column') return mapChildren(one, placed);
    const column = table.columns.find(({ name }) => name === one.name);
    return column === undefined ? one : block.column({ table, column });
  };
  const inside = placed(condition);
  return negated ? { kind: 'unary', op: 'not', operand: inside } : inside;
}
