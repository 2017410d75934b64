import type { ColumnType, Schema } from '@ai-etl/core';
import type { Cell } from './hostile-rows.ts';

/** Rows as sorted lines in which equal values have equal text, whatever system wrote them. */
export function canonicalRows(
  rows: readonly (readonly Cell[])[],
  schema: Schema,
): readonly string[] {
  return rows.map((cells) => canonicalRow(cells, schema).join(' | ')).toSorted();
}

/** The cells of a row, each as `name=value`. */
export function canonicalRow(cells: readonly Cell[], schema: Schema): readonly string[] {
  return schema.map(({ name, type }, index) => {
    const cell = cells[index] ?? null;
    return `${name}=${cell === null ? '∅' : canonicalCell(cell, type)}`;
  });
}

function canonicalCell(cell: string, type: ColumnType): string {
  switch (type.kind) {
    case 'list':
      return JSON.stringify(elementsOf(cell).map((one) => canonicalCell(one, type.element)));
    case 'bool':
      return ['t', 'true', '1'].includes(cell) ? 'true' : 'false';
    case 'decimal':
      return cell.includes('.') ? cell.replace(/\.?0+$/, '') : cell;
    case 'float32':
    case 'float64':
      // Sums of floats depend on their order; the last digits are not compared.
      return Number.isFinite(Number(cell))
        ? String(Number(Number(cell).toPrecision(12)))
        : cell.toLowerCase().replace('infinity', 'inf');
    case 'timestamp':
    case 'timestamptz': {
      const bare = cell.replace('T', ' ').replace(/(\+00(:00)?|Z)$/, '');
      return bare.includes('.') ? bare.replace(/\.?0+$/, '') : bare;
    }
    default:
      return JSON.stringify(cell);
  }
}

/** A list as JSON, as PostgreSQL's `{a,"b c"}`; elements are never NULL here. */
function elementsOf(text: string): readonly string[] {
  if (!text.startsWith('{')) {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values)
      ? values.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one)))
      : [];
  }
  return Array.from(
    text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gsu),
    ([, quoted, bare]) => quoted?.replaceAll(/\\(.)/gsu, '$1') ?? bare ?? '',
  );
}
