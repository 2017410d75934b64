/** `npm run eval -- sql|pipelines [options]`: figures of the language engine on a suite. docs/reference/evals.md */
import { messageOf } from '@ai-etl/core';
import { z } from 'zod';
import { main as pipelines, usage as pipelinesUsage } from '../evals/pipelines/main.ts';
import { main as sql, usage as sqlUsage } from '../evals/sql/main.ts';

const programs = { sql, pipelines };

const [name = '', ...args] = process.argv.slice(2);
const program = Object.entries(programs).find(([one]) => one === name)?.[1];
if (program === undefined) {
  console.error([sqlUsage, pipelinesUsage].join('\n'));
  process.exitCode = 2;
} else {
  try {
    await program(args);
  } catch (error) {
    const message =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('; ')
        : messageOf(error);
    console.error(`eval ${name}: ${message}`);
    process.exitCode = 1;
  }
}
