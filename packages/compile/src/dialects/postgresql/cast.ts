import { isNumeric, type ColumnType } from '@ai-etl/core';
import type { CastRequest, ExpressionPrinter } from '../dialect.ts';
import { callFragment, type Fragment } from '../fragment.ts';
import { hasOwnScale } from '../own-scale.ts';

/** Names that CAST takes; int8 has none, since the smallest integer is smallint. */
export function typeName(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return 'boolean';
    case 'int8':
      return undefined;
    case 'int16':
      return 'smallint';
    case 'int32':
      return 'integer';
    case 'int64':
      return 'bigint';
    case 'decimal':
      return type.precision === undefined
        ? 'numeric'
        : `numeric(${type.precision}, ${type.scale ?? 0})`;
    case 'float32':
      return 'real';
    case 'float64':
      return 'double precision';
    case 'text':
      return 'text';
    case 'bytes':
      return 'bytea';
    case 'date':
      return 'date';
    case 'time':
      return 'time';
    case 'timestamp':
      return 'timestamp';
    case 'timestamptz':
      return 'timestamptz';
    case 'uuid':
      return 'uuid';
    case 'json':
      // Not jsonb: the text stays as it was written.
      return 'json';
    case 'list': {
      const element = typeName(type.element);
      return element === undefined || type.element.kind === 'list' ? undefined : `${element}[]`;
    }
  }
}

/** CAST, with conversions that would read the session's time zone or do not exist spelled out. */
export function printCast(
  { operand, from, to }: CastRequest,
  printer: ExpressionPrinter,
): Fragment {
  const text = printer.print(operand);
  const kind = from.type?.kind;
  if (to.kind === 'timestamptz' && (kind === 'timestamp' || kind === 'date')) {
    return callFragment('timezone', ["'UTC'", castText(text, 'timestamp')]);
  }
  if (
    kind === 'timestamptz' &&
    (to.kind === 'timestamp' || to.kind === 'date' || to.kind === 'time')
  ) {
    return callFragment('CAST', [`timezone('UTC', ${text}) AS ${to.kind}`]);
  }
  if (kind === 'bool' && isNumeric(to) && to.kind !== 'int32') {
    return castTo(castText(text, 'integer'), to, printer);
  }
  if (to.kind === 'bool' && from.type !== null && isNumeric(from.type)) {
    const operandText = printer.print(operand, 5);
    return { text: `${operandText} <> 0`, precedence: 4 };
  }
  if (kind === 'decimal' && to.kind === 'text' && from.type !== null && !hasOwnScale(operand)) {
    return castTo(castText(text, typeName(from.type) ?? 'numeric'), to, printer);
  }
  if (kind === 'list' && to.kind === 'text') {
    return castTo(`array_to_json(${text})`, to, printer);
  }
  return castTo(text, to, printer);
}

function castTo(text: string, to: ColumnType, printer: ExpressionPrinter): Fragment {
  const name = typeName(to);
  return name === undefined
    ? printer.unsupported(`a cast to ${to.kind}`, 'use the next wider type')
    : callFragment('CAST', [`${text} AS ${name}`]);
}

function castText(text: string, name: string): string {
  return `CAST(${text} AS ${name})`;
}
