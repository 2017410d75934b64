import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import {
  makeQuestionReader,
  prepareInSteps,
  spokenSpans,
  type PreparedSchema,
  type QuestionSchema,
} from '@ai-etl/planner';
import { wideCatalog, wideQuestions, wideValues } from './questions/wide-catalog.ts';
import { median, quantile, round } from './statistics.ts';

const bytesPerMb = 1024 * 1024;

/**
 * `npm run bench -- catalog-questions [--json] [--rounds 3]`: questions in English and Russian over a catalog of
 * 2,000 tables with 30 columns each, as the API asks them: what a schema needs is prepared once and kept, and each
 * question brings the values that its words may name. Prints how long preparing takes, its longest step (others wait
 * no longer than that), its memory, and what one question takes; the first round, in which words are met for the first
 * time, is told apart. `--json`: the figures alone, as one line.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
    },
  });
  const schema = wideCatalog();
  const known = wideValues(schema);
  const before = usedBytes();
  const { prepared, tookMs, longestMs } = prepare(schema);
  const indexBytes = usedBytes() - before;
  const byWords = Map.groupBy(known, ({ words }) => words);
  const ask = (question: string): number =>
    timed(() => {
      const values = spokenSpans(question).flatMap((words) => byWords.get(words) ?? []);
      makeQuestionReader(prepared, values).read(question);
    });
  const [question = ''] = wideQuestions;
  const veryFirst = ask(question);
  const first = wideQuestions.slice(1).map(ask);
  const later = Array.from({ length: Number(values.rounds) }, () => wideQuestions.map(ask)).flat();
  const figures = {
    tables: schema.tables.length,
    columns: schema.tables.reduce((sum, { columns }) => sum + columns.length, 0),
    values: known.length,
    index_s: round(tookMs / 1000, 2),
    longest_step_ms: round(longestMs, 0),
    index_mb: round(indexBytes / bytesPerMb, 0),
    very_first_ms: round(veryFirst, 1),
    first_median_ms: round(median(first), 1),
    first_p95_ms: round(quantile(first, 0.95), 1),
    median_ms: round(median(later), 1),
    p95_ms: round(quantile(later, 0.95), 1),
  };
  if (!values.json)
    for (const [name, value] of Object.entries(figures)) console.log(`${name}\t${value}`);
  console.log(JSON.stringify(figures));
}

interface Prepared {
  readonly prepared: PreparedSchema;
  readonly tookMs: number;
  readonly longestMs: number;
}

function prepare(schema: QuestionSchema): Prepared {
  const steps = prepareInSteps(schema);
  let tookMs = 0;
  let longestMs = 0;
  for (;;) {
    const started = performance.now();
    const step = steps.next();
    const ms = performance.now() - started;
    tookMs += ms;
    longestMs = Math.max(longestMs, ms);
    if (step.done === true) return { prepared: step.value, tookMs, longestMs };
  }
}

function timed(run: () => unknown): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

/** What is still held after a collection, where the process may ask for one. */
function usedBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
