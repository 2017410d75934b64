import {
  diagnostic,
  parseExpression,
  type Diagnostic,
  type Expression,
  type Param,
} from '@ai-etl/core';

export interface BoundParameters {
  readonly values: ReadonlyMap<string, Expression>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Literals for the declared parameters, from the run's values or else the defaults. */
export function bindParameters(
  params: readonly Param[],
  given: Readonly<Record<string, string | number | boolean>>,
): BoundParameters {
  const values = new Map<string, Expression>();
  const diagnostics: Diagnostic[] = [];
  params.forEach((param, index) => {
    const value = Object.hasOwn(given, param.name) ? given[param.name] : param.default;
    const path = `params.${index}`;
    if (value === undefined) {
      diagnostics.push(
        diagnostic(
          'PARAMETER_VALUE',
          path,
          `The parameter :${param.name} has no value.`,
          `give a ${param.type} when you run the pipeline`,
        ),
      );
      return;
    }
    const literal = literalOf(param.type, value);
    if (literal === undefined) {
      diagnostics.push(
        diagnostic(
          'PARAMETER_VALUE',
          path,
          `The value of :${param.name} is no ${param.type}.`,
          `a ${param.type} looks like ${examples[param.type]}`,
        ),
      );
    } else values.set(param.name, literal);
  });
  for (const name of Object.keys(given)) {
    if (params.some((param) => param.name === name)) continue;
    diagnostics.push(
      diagnostic('UNKNOWN_PARAMETER', 'params', `The pipeline has no parameter "${name}".`),
    );
  }
  return { values, diagnostics };
}

const examples: Readonly<Record<Param['type'], string>> = {
  text: 'paid',
  int64: '42',
  decimal: '12.50',
  float64: '0.5',
  bool: 'true',
  date: '2024-01-31',
  timestamp: '2024-01-31 10:00:00',
  timestamptz: '2024-01-31T10:00:00Z',
};

/** undefined when the value is none of the type; nothing is rounded or guessed. */
function literalOf(type: Param['type'], value: string | number | boolean): Expression | undefined {
  const text = String(value).trim();
  switch (type) {
    case 'text':
      return { kind: 'literal', type: 'text', value: String(value) };
    case 'bool':
      return /^(true|false)$/i.test(text)
        ? { kind: 'literal', type: 'bool', value: text.toLowerCase() === 'true' }
        : undefined;
    case 'int64':
      return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)
        ? { kind: 'literal', type: 'integer', value: String(BigInt(text)) }
        : undefined;
    case 'decimal':
      return /^-?\d{1,60}(\.\d{1,30})?$/.test(text) ? number(text) : undefined;
    case 'float64':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? float(text) : undefined;
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return temporal(type, text);
  }
}

function number(text: string): Expression {
  return { kind: 'literal', type: text.includes('.') ? 'decimal' : 'integer', value: text };
}

/** There is no float literal: a text that is cast. */
function float(text: string): Expression {
  const operand: Expression = { kind: 'literal', type: 'text', value: text };
  return { kind: 'cast', operand, to: { kind: 'float64' } };
}

/** The expression grammar knows which days exist and what offsets mean. */
function temporal(
  type: 'date' | 'timestamp' | 'timestamptz',
  text: string,
): Expression | undefined {
  const parsed = parseExpression(`${type.toUpperCase()} '${text.replaceAll("'", "''")}'`);
  return parsed.ok && parsed.expression.kind === 'literal' ? parsed.expression : undefined;
}
