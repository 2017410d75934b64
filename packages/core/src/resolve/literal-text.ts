import { normalizeTemporal, temporalForms } from '../expression/temporal-literal.ts';
import { isInteger, printColumnType, type ColumnType } from '../types/column-type.ts';

/** Message and hint when `text` is no literal of the type; undefined when it is one. */
export function literalProblem(
  text: string,
  type: ColumnType,
): readonly [message: string, hint: string] | undefined {
  const example = exampleUnlessLiteral(text, type);
  if (example === undefined) return undefined;
  const article = isInteger(type) ? 'an' : 'a';
  return [`"${text}" is not ${article} ${printColumnType(type)}.`, `write it like ${example}`];
}

function exampleUnlessLiteral(text: string, type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'bool':
      return text === 'true' || text === 'false' ? undefined : 'true or false';
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return isIntegerOf(type.kind, text) ? undefined : '42';
    case 'decimal':
      return /^-?\d{1,100}(\.\d{1,100})?$/.test(text) ? undefined : '12.50';
    case 'float32':
    case 'float64':
      return /^-?\d{1,100}(\.\d{1,100})?([eE][+-]?\d{1,3})?$/.test(text) ? undefined : '12.5';
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return normalizeTemporal(type.kind, text) === undefined
        ? temporalForms[type.kind]
        : undefined;
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
        ? undefined
        : '123e4567-e89b-12d3-a456-426614174000';
    case 'text':
    case 'json':
    case 'bytes':
    case 'list':
      return undefined;
  }
}

const integerBits = { int8: 8, int16: 16, int32: 32, int64: 64 } as const;

function isIntegerOf(kind: keyof typeof integerBits, text: string): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false;
  const value = BigInt(text);
  return BigInt.asIntN(integerBits[kind], value) === value;
}
