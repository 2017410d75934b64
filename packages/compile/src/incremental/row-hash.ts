import { canCast, type Column, type Expression, type Schema } from '@ai-etl/core';
import { call, cast, column, either, textLiteral } from '../lower/expressions.ts';

/** PostgreSQL takes 100 arguments. */
const maxArguments = 50;

/**
 * MD5 of a whole row, the same for rows that are equal and, but for chance, only for those: each
 * value with its length, NULL told from the empty text. Hashes are compared only with hashes that
 * the same system made, so any exact text of a value will do. Values without a text are left out.
 */
export function rowHash(row: Schema, alias?: string): Expression {
  const parts = row.filter(({ type }) => canCast(type, { kind: 'text' }));
  return call('md5', concatenated(parts.map((one) => valuePart(one, alias))));
}

function valuePart({ name, type }: Column, alias: string | undefined): Expression {
  const value = column(name, alias);
  const text = type.kind === 'text' ? value : cast(value, { kind: 'text' });
  const whole = call(
    'concat',
    cast(call('length', text), { kind: 'text' }),
    textLiteral(':'),
    text,
  );
  return either(
    [{ when: { kind: 'is_null', operand: value, negated: false }, value: textLiteral('-') }],
    whole,
  );
}

function concatenated(parts: readonly Expression[]): Expression {
  if (parts.length <= maxArguments) return call('concat', ...parts);
  const chunks = Array.from({ length: Math.ceil(parts.length / maxArguments) }, (_one, index) =>
    call('concat', ...parts.slice(index * maxArguments, (index + 1) * maxArguments)),
  );
  return concatenated(chunks);
}
