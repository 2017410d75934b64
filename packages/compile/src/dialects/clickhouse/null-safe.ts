import { contains, type ColumnType, type Expression } from '@ai-etl/core';
import { typeName } from './types.ts';

export interface SafeCast {
  readonly name: 'CAST' | 'accurateCast';
  readonly text: string;
  /** What `text` was printed from. */
  readonly operand: Expression;
  readonly nullable: boolean;
  readonly to: ColumnType;
  /** A value of the operand's type that can be cast. */
  readonly placeholder: string;
}

/**
 * A cast that looks at no value below a NULL. CASE, nullif and the like only mask a value, and
 * ClickHouse's casts check the masked one too: `CAST(CASE WHEN x < 9 THEN x END AS int8)` would
 * fail on 1000. Undefined when the type has no name.
 */
export function safeCast(cast: SafeCast): string | undefined {
  const { name, text, nullable, to, placeholder } = cast;
  const whole = typeName(to, nullable);
  const bare = typeName(to, false);
  if (whole === undefined || bare === undefined) return undefined;
  if (!nullable || !masksValues(cast.operand)) return `${name}(${text}, '${whole}')`;
  return `arrayMap(x -> if(x IS NULL, NULL, ${name}(ifNull(x, ${placeholder}), '${bare}')), [${text}])[1]`;
}

/** Plain columns hold the type's default below NULL. */
function masksValues(operand: Expression): boolean {
  return contains(
    operand,
    (one) =>
      one.kind === 'case' ||
      one.kind === 'window' ||
      (one.kind === 'binary' && (one.op === 'divide' || one.op === 'modulo')) ||
      (one.kind === 'call' && one.name !== 'abs'),
  );
}
