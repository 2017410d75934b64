import { z } from 'zod';
import { contentHash } from '../canonical-json.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nameKnownFields } from '../known-fields.ts';
import { describeIssues } from './spec-issues.ts';
import { PipelineSpec } from './pipeline-spec.ts';

export type ParsedSpec =
  | { readonly ok: true; readonly spec: PipelineSpec }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Specs that cannot change any more, so that their hashes may be remembered. */
const frozen = new WeakSet<PipelineSpec>();
const hashes = new WeakMap<PipelineSpec, string>();

/**
 * Reads anything as a spec: defaults filled in, deeply frozen; or every place where the shape is
 * wrong, as SPEC_SHAPE. Says nothing about names and types: that is `resolveSpec`.
 */
export function parseSpec(input: unknown): ParsedSpec {
  const parsed = PipelineSpec.safeParse(input, { reportInput: true, error: nameKnownFields });
  if (parsed.success) {
    const spec = deepFreeze(parsed.data);
    frozen.add(spec);
    return { ok: true, spec };
  }
  const diagnostics = describeIssues(parsed.error.issues).map(({ path, message, hint }) =>
    diagnostic('SPEC_SHAPE', path, message, hint),
  );
  return { ok: false, diagnostics };
}

/** `sha256:<hex>` of the whole spec in canonical JSON: equal specs, equal hashes, in any key order. */
export function specHash(spec: PipelineSpec): string {
  const known = hashes.get(spec);
  if (known !== undefined) return known;
  const hash = contentHash(spec);
  if (frozen.has(spec)) hashes.set(spec, hash);
  return hash;
}

/** JSON Schema (2020-12) of what a caller may write: defaults may be left out. */
export function pipelineSpecJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(PipelineSpec, { io: 'input' });
  return {
    $schema,
    title: 'PipelineSpec',
    description: 'An AI-ETL pipeline, version 1.',
    ...schema,
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
