import type { CatalogColumn, ColumnType, Expression } from '@ai-etl/core';
import { call, columnOf, textLiteral } from './made-rows.ts';

/**
 * Reads a text that is written otherwise than SQL writes it: `dd.MM.yyyy` as a date, a decimal comma
 * as a number. Null where the cast alone reads it, or nothing here does.
 */
export function readWritten(
  { name, type }: CatalogColumn,
  format: string,
  to: ColumnType,
): Expression | null {
  if (type.kind !== 'text') return null;
  const column = columnOf(name);
  if (format === 'decimal comma')
    return {
      kind: 'cast',
      operand: call('replace', column, textLiteral(','), textLiteral('.')),
      to,
    };
  if (to.kind !== 'date' && to.kind !== 'timestamp') return null;
  const mark = /[./-]/u.exec(format)?.[0];
  const parts = mark === undefined ? [] : format.split(mark);
  const place = (part: string): number => parts.indexOf(part) + 1;
  if (mark === undefined || parts.length !== 3) return null;
  if ([place('yyyy'), place('MM'), place('dd')].includes(0)) return null;
  const piece = (part: string): Expression =>
    call('split_part', column, textLiteral(mark), {
      kind: 'literal',
      type: 'integer',
      value: String(place(part)),
    });
  const two = (part: string): Expression =>
    call('lpad', piece(part), { kind: 'literal', type: 'integer', value: '2' }, textLiteral('0'));
  const dash = textLiteral('-');
  const text = [dash, two('MM'), dash, two('dd')].reduce<Expression>(
    (left, right) => ({ kind: 'binary', op: 'concat', left, right }),
    piece('yyyy'),
  );
  return { kind: 'cast', operand: text, to };
}
