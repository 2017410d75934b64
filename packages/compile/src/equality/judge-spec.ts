import type { Diagnostic } from '@ai-etl/core';
import type { GoldenCase } from '../golden/golden-case.ts';
import type { Engines } from '../testing/open-engines.ts';
import { allowedFailure } from './allowed-failures.ts';
import { differenceOf, type RowDifference } from './compare-rows.ts';
import { compute, engineNames, type Computed, type EngineName } from './engines.ts';

/** What an engine made of a spec, measured by the reference, PostgreSQL. */
export type Verdict =
  | { readonly kind: 'equal' }
  | { readonly kind: 'mismatch'; readonly why: string; readonly difference?: RowDifference }
  /** Compiling said that the dialect cannot: DIALECT_UNSUPPORTED. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  /** The run failed, as the page on semantics says that it does here. */
  | { readonly kind: 'failed'; readonly message: string; readonly because: string }
  | { readonly kind: 'absent' };

export type Verdicts = ReadonlyMap<EngineName, Verdict>;

/** Computes a spec on the reference and on `engines`, and compares. */
export async function judgeSpec(
  spec: GoldenCase,
  engines: Engines,
  names: readonly EngineName[] = engineNames,
): Promise<Verdicts> {
  const reference = await compute(spec, 'postgresql', engines);
  const others = names.filter((name) => name !== 'postgresql');
  const computed = await Promise.all(
    others.map(async (name) => [name, await compute(spec, name, engines)] as const),
  );
  const verdicts = computed.map(([name, one]) => [name, verdictOf(name, one, reference)] as const);
  return new Map([['postgresql', verdictOfReference(reference)], ...verdicts]);
}

function verdictOfReference(reference: Computed): Verdict {
  if (reference.kind !== 'failed') return reference.kind === 'rows' ? { kind: 'equal' } : reference;
  const because = allowedFailure('postgresql', reference.message);
  return because === undefined
    ? { kind: 'mismatch', why: `failed: ${reference.message}` }
    : { ...reference, because };
}

function verdictOf(engine: EngineName, computed: Computed, reference: Computed): Verdict {
  switch (computed.kind) {
    case 'absent':
      return computed;
    case 'refused': {
      const other = computed.diagnostics.find(({ code }) => code !== 'DIALECT_UNSUPPORTED');
      return other === undefined
        ? computed
        : { kind: 'mismatch', why: `does not compile: ${other.code} ${other.message}` };
    }
    case 'failed': {
      const because =
        reference.kind === 'failed'
          ? 'the reference fails too'
          : allowedFailure(engine, computed.message);
      return because === undefined
        ? { kind: 'mismatch', why: `failed: ${computed.message}` }
        : { kind: 'failed', message: computed.message, because };
    }
    case 'rows': {
      if (reference.kind !== 'rows') {
        return { kind: 'mismatch', why: 'has rows, though the reference has none to compare' };
      }
      const difference = differenceOf(reference.rows, computed.rows, reference.columns);
      return difference === undefined
        ? { kind: 'equal' }
        : { kind: 'mismatch', why: 'other rows', difference };
    }
  }
}
