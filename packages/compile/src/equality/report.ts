import type { EngineName } from './engines.ts';

/** A spec that an engine refused or failed on, as it may. */
export interface Exception {
  readonly spec: string;
  readonly engine: EngineName;
  /** The diagnostic, or the error and what allows it. */
  readonly message: string;
}

/** What the suite found: the line that `--json` prints. */
export interface EqualityReport {
  /** Specs that were judged: generated and hand-written ones. */
  readonly specs: number;
  /** Engines that computed, the reference included. */
  readonly engines: number;
  /** Pairs of spec and engine with other rows than PostgreSQL's, or none without a reason. */
  readonly mismatches: number;
  /** Specs that at least one engine refused when compiling, DIALECT_UNSUPPORTED. */
  readonly refused: number;
  /** Specs whose run failed on at least one engine, as the page on semantics says. */
  readonly failed_as_documented: number;
  /** Pairs of spec and engine whose rows were compared and equal. */
  readonly equal: number;
  readonly generated: number;
  readonly handwritten: number;
  /** Ops left out while growing, because the spec would not have resolved. */
  readonly dropped_ops: number;
  /** Steps of all specs, by op. */
  readonly ops: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly seconds: number;
  /** Engines that are not installed here. */
  readonly absent: readonly EngineName[];
  readonly refusals: readonly Exception[];
  readonly failures: readonly Exception[];
}

/** True when nothing differs, no engine is missing and nearly all is comparable everywhere. */
export function isProof({ mismatches, absent, refused, specs }: EqualityReport): boolean {
  return mismatches === 0 && absent.length === 0 && refused < specs / 10;
}
