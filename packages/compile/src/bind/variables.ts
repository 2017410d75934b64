import {
  bindParams,
  type Expression,
  type Param,
  type ParameterExpression,
  type PipelineSpec,
} from '@ai-etl/core';
import { cast } from '../lower/expressions.ts';
import { maskPurpose, type KeyedMethod } from './mask-purpose.ts';

/** A parameter that an exported program is given by whoever runs it, as text. */
export interface ParameterVariable {
  readonly name: string;
  readonly type: Param['type'];
  /** Canonical text; absent: it must be given. */
  readonly value?: string;
  readonly description?: string;
}

/** A key of masked values that an exported script is given: derived, never the project's own. */
export interface MaskKeyVariable {
  readonly name: string;
  /** What it is derived from the project's key with, by HMAC-SHA-256. */
  readonly purpose: string;
}

/** The parameters of a spec, with their defaults. */
export function parameterVariables({ params }: PipelineSpec): readonly ParameterVariable[] {
  const bound = bindParams(
    params.filter((param) => param.default !== undefined),
    {},
  );
  return params.map(({ name, type, description }) => {
    const value = bound.ok ? bound.values[name] : undefined;
    return {
      name,
      type,
      ...(value === undefined ? {} : { value: String(value) }),
      ...(description === undefined ? {} : { description }),
    };
  });
}

const keyed: readonly KeyedMethod[] = ['hash', 'tokenise'];

/** One for each purpose for which a mask of the spec needs a key; numbered, since a domain is any text. */
export function maskKeyVariables(spec: PipelineSpec): readonly MaskKeyVariable[] {
  const purposes = spec.steps.flatMap((step) =>
    step.op === 'mask'
      ? keyed
          .filter((method) => step.columns.some((column) => column.method === method))
          .map((method) => maskPurpose(method, step.domain ?? spec.name))
      : [],
  );
  const stem = spec.params.some(({ name }) => name.startsWith('mask_key_'))
    ? 'the_mask_key_'
    : 'mask_key_';
  return [...new Set(purposes)].map((purpose, index) => ({ name: `${stem}${index + 1}`, purpose }));
}

/** A parameter as a variable: its text, brought to its type. */
export function parameterVariable({ name, type }: Param): Expression {
  return type === 'text' ? variable(name) : cast(variable(name), { kind: type });
}

/** A text that is not known before the program runs. */
export function variable(name: string): ParameterExpression {
  return { kind: 'parameter', name };
}
