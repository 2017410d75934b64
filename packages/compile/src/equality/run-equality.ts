import { goldenCases } from '../golden/cases.ts';
import type { GoldenCase } from '../golden/golden-case.ts';
import type { Engines } from '../testing/open-engines.ts';
import { generatedSpecs } from './arbitrary-spec.ts';
import { describeMismatch } from './describe-mismatch.ts';
import { engineNames, type EngineName } from './engines.ts';
import { handwrittenSpecs } from './handwritten-specs.ts';
import { judgeSpec, type Verdict, type Verdicts } from './judge-spec.ts';
import type { EqualityReport, Exception } from './report.ts';
import { shrinkMismatch } from './shrink-mismatch.ts';

export interface EqualityOptions {
  readonly seed: number;
  /** How many specs are generated, besides the hand-written ones. */
  readonly specs: number;
  /** Progress, and every mismatch in full. */
  readonly say: (line: string) => void;
}

/** More mismatches than these are counted, but not made simpler. */
const mostShrunk = 5;

/** Computes every spec on every engine and compares the rows. */
export async function runEquality(
  engines: Engines,
  { seed, specs, say }: EqualityOptions,
): Promise<EqualityReport> {
  const started = Date.now();
  const generated = generatedSpecs(seed, specs);
  const written = [...goldenCases, ...handwrittenSpecs];
  const all = [...generated.map(({ spec }) => spec), ...written];
  const judged: Judged[] = [];
  for (const spec of all) {
    judged.push({ spec, verdicts: await judgeSpec(spec, engines) });
    if (judged.length % 100 === 0) say(`${judged.length} of ${all.length} specs`);
  }
  const found = pairs(judged, 'mismatch');
  for (const [place, { spec, engine, verdict }] of found.entries()) {
    const index = all.indexOf(spec);
    const shrinks = place < mostShrunk && index < generated.length;
    if (shrinks) say(`Looking for the simplest spec that differs like ${spec.name} …`);
    const simplest = shrinks ? await shrinkMismatch({ seed, index, engine }, engines) : spec;
    const shown = shrinks ? await judgeSpec(simplest, engines, [engine]) : undefined;
    say(describeMismatch(simplest, engine, shown?.get(engine) ?? verdict));
  }
  const refusals = exceptions(judged, 'refused');
  const failures = exceptions(judged, 'failed');
  const absent = engineNames.filter((name) => judged[0]?.verdicts.get(name)?.kind === 'absent');
  return {
    specs: all.length,
    engines: engineNames.length - absent.length,
    mismatches: found.length,
    refused: specsOf(refusals),
    failed_as_documented: specsOf(failures),
    equal: pairs(judged, 'equal').filter(({ engine }) => engine !== 'postgresql').length,
    generated: generated.length,
    handwritten: written.length,
    dropped_ops: generated.reduce((sum, one) => sum + one.dropped, 0),
    ops: countOps(all),
    seed,
    seconds: Math.round((Date.now() - started) / 1000),
    absent,
    refusals,
    failures,
  };
}

interface Judged {
  readonly spec: GoldenCase;
  readonly verdicts: Verdicts;
}

interface Pair {
  readonly spec: GoldenCase;
  readonly engine: EngineName;
  readonly verdict: Verdict;
}

function pairs(judged: readonly Judged[], kind: Verdict['kind']): readonly Pair[] {
  return judged.flatMap(({ spec, verdicts }) =>
    Array.from(verdicts, ([engine, verdict]) => ({ spec, engine, verdict })).filter(
      (one) => one.verdict.kind === kind,
    ),
  );
}

function exceptions(judged: readonly Judged[], kind: 'refused' | 'failed'): readonly Exception[] {
  return pairs(judged, kind).map(({ spec, engine, verdict }) => ({
    spec: spec.name,
    engine,
    message: messageOf(verdict),
  }));
}

function messageOf(verdict: Verdict): string {
  if (verdict.kind === 'refused') {
    return verdict.diagnostics.map(({ code, message }) => `${code}: ${message}`).join(' ');
  }
  return verdict.kind === 'failed' ? `${verdict.because}: ${firstLine(verdict.message)}` : '';
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200);
}

function specsOf(found: readonly Exception[]): number {
  return new Set(found.map(({ spec }) => spec)).size;
}

function countOps(specs: readonly GoldenCase[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { op } of specs.flatMap(({ steps }) => steps)) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}
