import {
  bindParams,
  type Diagnostic,
  type Expression,
  type Param,
  type ParamValue,
} from '@ai-etl/core';

export interface BoundParameters {
  readonly values: ReadonlyMap<string, Expression>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Literals for the declared parameters, from the run's values or else the defaults. */
export function bindParameters(
  params: readonly Param[],
  given: Readonly<Record<string, ParamValue>>,
): BoundParameters {
  const bound = bindParams(params, given);
  if (!bound.ok) return { values: new Map(), diagnostics: bound.diagnostics };
  const values = params.flatMap(({ name, type }): [string, Expression][] => {
    const value = bound.values[name];
    return value === undefined ? [] : [[name, literalOf(type, value)]];
  });
  return { values: new Map(values), diagnostics: [] };
}

/** `value` is canonical: bindParams has read it. */
function literalOf(type: Param['type'], value: ParamValue): Expression {
  const text = String(value);
  switch (type) {
    case 'bool':
      return { kind: 'literal', type: 'bool', value: value === true };
    case 'int64':
      return { kind: 'literal', type: 'integer', value: text };
    case 'decimal':
      return { kind: 'literal', type: text.includes('.') ? 'decimal' : 'integer', value: text };
    case 'float64':
      // There is no float literal: a text that is cast.
      return {
        kind: 'cast',
        operand: { kind: 'literal', type: 'text', value: text },
        to: { kind: 'float64' },
      };
    case 'text':
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return { kind: 'literal', type, value: text };
  }
}
