import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { makeQuestionReader } from '@ai-etl/planner';
import { wideCatalog, wideQuestions, wideValues } from './questions/wide-catalog.ts';
import { median, quantile, round } from './statistics.ts';

const bytesPerMb = 1024 * 1024;

/**
 * `npm run bench -- catalog-questions [--json] [--rounds 3]`: questions in English and Russian over a catalog of
 * 2,000 tables with 30 columns each. Prints how long and how much memory the index takes, and what one
 * question takes once the reader is warm; the first round, in which words are met for the first time, is told
 * apart. `--json`: the figures alone, as one line.
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
  const started = performance.now();
  const reader = makeQuestionReader(schema, known);
  // The index is whole once it has been asked.
  reader.read('How many customers are there?');
  const indexMs = performance.now() - started;
  const indexBytes = usedBytes() - before;
  const first = wideQuestions.map((question) => timed(() => reader.read(question)));
  const later = Array.from({ length: Number(values.rounds) }, () =>
    wideQuestions.map((question) => timed(() => reader.read(question))),
  ).flat();
  const figures = {
    tables: schema.tables.length,
    columns: schema.tables.reduce((sum, { columns }) => sum + columns.length, 0),
    values: known.length,
    index_s: round(indexMs / 1000, 2),
    index_mb: round(indexBytes / bytesPerMb, 0),
    first_median_ms: round(median(first), 1),
    first_p95_ms: round(quantile(first, 0.95), 1),
    median_ms: round(median(later), 1),
    p95_ms: round(quantile(later, 0.95), 1),
  };
  if (!values.json)
    for (const [name, value] of Object.entries(figures)) console.log(`${name}\t${value}`);
  console.log(JSON.stringify(figures));
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
