import type { Expression, LiteralExpression } from './ast.ts';
import { SyntaxTrouble } from './syntax-error.ts';
import { normalizeTemporal, temporalForms, type TemporalKind } from './temporal-literal.ts';
import { parseTimeUnit, timeUnits } from './time-unit.ts';
import type { TokenReader } from './token-reader.ts';

const temporalKinds: ReadonlyMap<string, TemporalKind> = new Map([
  ['date', 'date'],
  ['time', 'time'],
  ['timestamp', 'timestamp'],
  ['timestamptz', 'timestamptz'],
]);

/** Reads a literal when one comes next, undefined otherwise. */
export function parseLiteral(reader: TokenReader): Expression | undefined {
  const token = reader.peek();
  switch (token.kind) {
    case 'integer':
      return { kind: 'literal', type: 'integer', value: reader.take().value };
    case 'decimal':
      return { kind: 'literal', type: 'decimal', value: reader.take().value };
    case 'string':
      return { kind: 'literal', type: 'text', value: reader.take().value };
    case 'word':
      return parseWordLiteral(reader);
    default:
      return undefined;
  }
}

/** `- 5` is the literal -5; `-(5)` negates. So the smallest int64 can be written. */
export function parseNegativeNumber(reader: TokenReader): LiteralExpression | undefined {
  const { kind } = reader.peek(1);
  if (!reader.isSymbol('-') || (kind !== 'integer' && kind !== 'decimal')) return undefined;
  reader.take();
  return { kind: 'literal', type: kind, value: `-${reader.take().value}` };
}

function parseWordLiteral(reader: TokenReader): LiteralExpression | undefined {
  if (reader.takeWords('null')) return { kind: 'literal', type: 'null', value: null };
  if (reader.takeWords('true')) return { kind: 'literal', type: 'bool', value: true };
  if (reader.takeWords('false')) return { kind: 'literal', type: 'bool', value: false };
  if (reader.isWord('interval')) return parseInterval(reader);
  const kind = temporalKinds.get(reader.peek().value.toLowerCase());
  return kind !== undefined && reader.peek(1).kind === 'string'
    ? parseTemporal(reader, kind)
    : undefined;
}

function parseTemporal(reader: TokenReader, type: TemporalKind): LiteralExpression {
  reader.take();
  const token = reader.take();
  const value = normalizeTemporal(type, token.value);
  if (value === undefined) {
    throw new SyntaxTrouble(
      `'${token.value}' is not a ${type} that exists.`,
      token.position,
      `write ${type.toUpperCase()} ${temporalForms[type]}`,
    );
  }
  return { kind: 'literal', type, value };
}

/** `INTERVAL 3 DAY`, also `INTERVAL '3 days'` and `INTERVAL '3' DAY`. */
function parseInterval(reader: TokenReader): LiteralExpression {
  const start = reader.take().position;
  const negative = reader.takeSymbol('-');
  const token = reader.peek();
  if (token.kind !== 'integer' && token.kind !== 'string') {
    reader.fail('Expected a whole number after INTERVAL', 'write INTERVAL 3 DAY');
  }
  reader.take();
  const [, amountText, unitText] = /^\s*(-?\d{1,15})(?:\s+(\w+))?\s*$/.exec(token.value) ?? [];
  const unit = parseTimeUnit(unitText ?? (amountText === undefined ? '' : reader.take().value));
  if (amountText === undefined || unit === undefined) {
    throw new SyntaxTrouble(
      'This interval cannot be read.',
      start,
      `write INTERVAL 3 DAY; units are ${timeUnits.join(', ')}`,
    );
  }
  const amount = Number(amountText) * (negative ? -1 : 1);
  return { kind: 'literal', type: 'interval', amount: amount === 0 ? 0 : amount, unit };
}
