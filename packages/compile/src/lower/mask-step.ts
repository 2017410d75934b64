import {
  invariant,
  maskedColumns,
  type Expression,
  type MaskedColumn,
  type StepOf,
} from '@ai-etl/core';
import { maskPurpose } from '../bind/mask-purpose.ts';
import { block, nest } from '../relation/block.ts';
import { canInline, inline } from '../relation/inline.ts';
import type { Projection, SelectRelation } from '../relation/relation.ts';
import { binary, call, cast, column, either, integerLiteral, textLiteral } from './expressions.ts';
import type { Lowering } from './lowering.ts';
import { onlyInput, projectionOf } from './rowwise-steps.ts';

/** What stands for a value that is hidden whole. */
export const redacted = '***';
/** Characters of a token after `tok_`. */
export const tokenLength = 22;

/** Masked columns are computed in place; all others pass. */
export function lowerMask(step: StepOf<'mask'>, lowering: Lowering): SelectRelation {
  const id = onlyInput(step.inputs);
  const hidden = new Map(
    maskedColumns(
      step,
      lowering.schema(id).map(({ name }) => name),
    ).map((one) => [one.name, one]),
  );
  const input = lowering.node(id);
  const columns = [...hidden.keys()].map((name) => column(name, id));
  const base =
    !input.distinct && !block.isTotal(input) && canInline(columns, input)
      ? input
      : nest(input, lowering.alias(id));
  return {
    ...base,
    projections: lowering.schema(step.id).map((one): Projection => {
      const how = hidden.get(one.name);
      if (how === undefined) return projectionOf(base, one.name);
      const own = projectionOf(base, one.name);
      const text =
        own.type.kind === 'text'
          ? column(one.name, id)
          : cast(column(one.name, id), { kind: 'text' });
      const key = keyFor(how, step, lowering);
      const expression = maskExpression(how, { raw: column(one.name, id), text, key });
      return { ...one, expression: inline(expression, [{ id, projections: base.projections }]) };
    }),
  };
}

function keyFor(
  { method }: MaskedColumn,
  step: StepOf<'mask'>,
  { maskKey, pipeline }: Lowering,
): Expression | undefined {
  if (method !== 'hash' && method !== 'tokenise') return undefined;
  return maskKey(maskPurpose(method, step.domain ?? pipeline));
}

interface MaskedValue {
  readonly raw: Expression;
  readonly text: Expression;
  /** Of keyed methods. */
  readonly key: Expression | undefined;
}

/** A masked value as an expression; NULL stays NULL. */
function maskExpression({ method, keepLast }: MaskedColumn, value: MaskedValue): Expression {
  switch (method) {
    case 'hash':
      return keyedHash(value);
    case 'tokenise':
      return binary(
        'concat',
        textLiteral('tok_'),
        call('left', keyedHash(value), integerLiteral(tokenLength)),
      );
    case 'redact':
      return either([
        {
          when: { kind: 'is_null', operand: value.raw, negated: true },
          value: textLiteral(redacted),
        },
      ]);
    case 'partial':
      return partial(value.text, keepLast);
  }
}

/** `sha256(key || sha256(key || value))`, as HMAC nests: a longer value tells nothing of a shorter one's. */
function keyedHash({ text, key }: MaskedValue): Expression {
  invariant(key !== undefined, 'a keyed hash has a key');
  const once = call('sha256', binary('concat', key, text));
  return call('sha256', binary('concat', key, once));
}

/** At least as much is hidden as is shown: shorter values are hidden whole. */
function partial(text: Expression, keepLast: number): Expression {
  const length = call('length', text);
  const stars = (of: Expression) => call('lpad', of, length, textLiteral('*'));
  if (keepLast === 0) return stars(call('left', text, integerLiteral(0)));
  return either(
    [
      {
        when: binary('ge', length, integerLiteral(2 * keepLast)),
        value: stars(call('right', text, integerLiteral(keepLast))),
      },
    ],
    stars(call('left', text, integerLiteral(0))),
  );
}
