import { invariant } from '@ai-etl/core';

type Json = Readonly<Record<string, unknown>>;

/**
 * A JSON schema as strict structured output takes it: every property is required, and one that may be
 * left out may be null instead. `withoutNulls` undoes that in an answer. Draft 7 and 2020-12 alike.
 */
export function strictSchema(schema: Json): Json {
  const strict = strictNode(schema);
  invariant(isRecord(strict), 'an object stays one');
  return strict;
}

/** An answer without the nulls that stand for what was left out. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === null ? [] : [[key, withoutNulls(inner)] as const],
    ),
  );
}

function strictNode(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strictNode);
  if (!isRecord(node)) return node;
  const { properties, required, oneOf, default: _, ...rest } = node;
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, strictNode(value)]),
  );
  // Strict output knows alternatives by `anyOf` only.
  const choice = oneOf === undefined ? {} : { anyOf: strictNode(oneOf) };
  if (!isRecord(properties)) return { ...inner, ...choice };
  const needed = new Set(Array.isArray(required) ? required : []);
  const all = Object.entries(properties).map(([name, property]) => {
    const strict = strictNode(property);
    return [name, needed.has(name) ? strict : { anyOf: [strict, { type: 'null' }] }] as const;
  });
  return {
    ...inner,
    ...choice,
    properties: Object.fromEntries(all),
    required: all.map(([name]) => name),
    additionalProperties: false,
  };
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
