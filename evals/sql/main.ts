import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { showProgress } from '../report/progress.ts';
import { printErrorReport, reportErrors, type ErrorReport } from './errors/report-errors.ts';
import { failureLines, failuresOf, refuseHeldOut } from './failures.ts';
import { printSqlReport, printTags, reportSql, type SqlReport } from './report.ts';
import { runSuite } from './run-suite.ts';
import type { Split } from './split.ts';
import { openSuite } from './suites/open-suite.ts';
import type { SqlSuite } from './suites/suite.ts';

const Options = z.object({
  suite: z.string({ error: 'a folder is needed' }),
  split: z.enum(['dev', 'held-out', 'all']).default('dev'),
  only: z.array(z.string()).default([]),
  database: z.array(z.string()).default([]),
  limit: z.coerce.number().int().min(1).optional(),
  timeout: z.coerce.number().int().min(100).default(10_000),
  engine: z.enum(['postgresql', 'duckdb']).default('postgresql'),
  failures: z.string().optional(),
  errors: z.boolean().default(false),
  json: z.boolean().default(false),
});

export const usage =
  'npm run eval -- sql --suite FOLDER [--split dev|held-out|all] [--only ID] [--database NAME] [--limit N] [--timeout MS] [--engine postgresql|duckdb] [--failures FILE] [--errors] [--json]';

/** Runs a suite of questions. Only what `--failures` writes, and only of development databases, shows any of them. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string' },
      split: { type: 'string' },
      only: { type: 'string', multiple: true },
      database: { type: 'string', multiple: true },
      limit: { type: 'string' },
      timeout: { type: 'string' },
      engine: { type: 'string' },
      failures: { type: 'string' },
      errors: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const options = Options.parse(values);
  const suite = await openSuite({
    folder: resolve(options.suite),
    timeoutMs: options.timeout,
    engine: options.engine,
    home: join(import.meta.dirname, '..', '..', '.cache', 'evals'),
  });
  try {
    if (options.failures !== undefined) refuseHeldOut(suite, 'failures');
    if (options.errors) refuseHeldOut(suite, 'errors');
    const judged = await runSuite(
      suite,
      {
        split: options.split,
        ids: options.only,
        databases: options.database,
        limit: options.limit ?? null,
      },
      showProgress,
    );
    const report = reportSql({
      suite: suite.name,
      split: splitOf(suite, options.split),
      judged,
    });
    if (options.failures !== undefined) {
      writeFileSync(
        options.failures,
        failureLines(suite, judged)
          .map((line) => `${line}\n`)
          .join(''),
      );
    }
    const errors = options.errors ? reportErrors(failuresOf(suite, judged)) : null;
    console.log(
      options.json
        ? JSON.stringify({ ...report, ...(errors && { errors }) })
        : print(report, errors),
    );
  } finally {
    await suite.close();
  }
}

function print(report: SqlReport, errors: ErrorReport | null): string {
  const shown = printSqlReport(report);
  if (errors === null) return shown;
  const tags = printTags(report);
  return [shown, printErrorReport(errors), ...(tags === null ? [] : [tags])].join('\n\n');
}

function splitOf({ heldOut }: SqlSuite, asked: Split): Split {
  if (heldOut === 'by-split') return asked;
  return heldOut === 'all' ? 'held-out' : 'all';
}
