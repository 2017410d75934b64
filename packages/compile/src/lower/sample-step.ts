import { sampleColumns, type Expression, type Schema, type StepOf } from '@ai-etl/core';
import { binary, call, cast, column, textLiteral } from './expressions.ts';

/** PostgreSQL takes 100 arguments. */
const maxArguments = 40;

/**
 * Which rows are in a sample: the first 32 bits of the MD5 of the seed and the texts of the row's
 * columns lie below the fraction. The same rows on every system, and again on a retry. Undefined
 * when all rows are.
 */
export function sampleCondition(step: StepOf<'sample'>, schema: Schema): Expression | undefined {
  const threshold = Math.round(step.fraction * 2 ** 32);
  if (threshold >= 2 ** 32) return undefined;
  const texts = sampleColumns(schema).flatMap(({ name, type }) => [
    textLiteral('|'),
    type.kind === 'text' ? column(name) : cast(column(name), { kind: 'text' }),
  ]);
  const hash = call('md5', concatenated([textLiteral(String(step.seed ?? 0)), ...texts]));
  const hex = threshold.toString(16).padStart(8, '0');
  return binary(
    'lt',
    call('left', hash, { kind: 'literal', type: 'integer', value: '8' }),
    textLiteral(hex),
  );
}

/** NULL counts as empty, so that a row with one is judged by its other values. */
function concatenated(parts: readonly Expression[]): Expression {
  if (parts.length <= maxArguments) return call('concat', ...parts);
  const chunks = Array.from({ length: Math.ceil(parts.length / maxArguments) }, (_one, index) =>
    call('concat', ...parts.slice(index * maxArguments, (index + 1) * maxArguments)),
  );
  return concatenated(chunks);
}
