import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '@ai-etl/core';
import { z } from 'zod';
import { readPipeline } from '../engine/read-pipeline.ts';
import { showProgress } from '../report/progress.ts';
import { readJsonLines } from '../text/json-lines.ts';
import { PipelineCase } from './expect.ts';
import { expectOf } from './from-ir/expect-of.ts';
import { printPipelineReport, reportPipelines } from './report.ts';
import { judgeCase, type Answered, type JudgedCase } from './score/judge-case.ts';

const Options = z.object({
  cases: z.string({ error: 'a file is needed' }),
  only: z.array(z.string()).default([]),
  limit: z.coerce.number().int().min(1).optional(),
  failures: z.string().optional(),
  json: z.boolean().default(false),
});

export const usage =
  'npm run eval -- pipelines --cases FILE [--only ID] [--limit N] [--failures FILE] [--json]';

/** Runs a file of pipeline descriptions. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string' },
      only: { type: 'string', multiple: true },
      limit: { type: 'string' },
      failures: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const options = Options.parse(values);
  if (options.failures !== undefined && /held-out/u.test(basename(options.cases)))
    throw new TypeError(`${basename(options.cases)} is held out: figures only, no --failures`);
  const all = readJsonLines(readFileSync(options.cases, 'utf8'), PipelineCase);
  const chosen = all.filter((item) => options.only.length === 0 || options.only.includes(item.id));
  const items = chosen.slice(0, options.limit ?? chosen.length);
  const judged: JudgedCase[] = [];
  for (const item of items) {
    judged.push(judgeCase(await answer(item)));
    showProgress(judged.length, items.length);
  }
  if (options.failures !== undefined) writeFailures(options.failures, judged);
  const report = reportPipelines(judged);
  console.log(options.json ? JSON.stringify(report) : printPipelineReport(report));
}

async function answer(item: PipelineCase): Promise<Answered> {
  const began = performance.now();
  const took = (): number => performance.now() - began;
  try {
    const predicted = expectOf(await readPipeline(item.description));
    return { item, predicted, error: null, answerMs: took() };
  } catch (error) {
    return { item, predicted: null, error: messageOf(error), answerMs: took() };
  }
}

function writeFailures(file: string, judged: readonly JudgedCase[]): void {
  const failed = judged.filter(({ comparison, isRightQuestion, isOutcomeRight }) =>
    comparison === null ? isRightQuestion !== true : !comparison.isExact || !isOutcomeRight,
  );
  const lines = failed.map(({ item, predicted, error, comparison }) =>
    JSON.stringify({
      id: item.id,
      description: item.description,
      ...(error === null ? {} : { error }),
      wrong: (comparison?.slots ?? []).filter((slot) => slot.verdict !== 'found'),
      gold: item.expect,
      predicted,
    }),
  );
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
}
