/** `npm run -s predict -- sql|pipelines`: reads lines of JSON, prints one line of JSON for each. docs/reference/evals.md */
import { predictPipelines } from '../evals/predict/predict-pipelines.ts';
import { predictSql } from '../evals/predict/predict-sql.ts';

const programs = { sql: predictSql, pipelines: predictPipelines };

const [name = ''] = process.argv.slice(2);
const program = Object.entries(programs).find(([one]) => one === name)?.[1];
if (program === undefined) {
  console.error(`npm run -s predict -- <name>; there are: ${Object.keys(programs).join(', ')}`);
  process.exitCode = 2;
} else {
  await program({ input: process.stdin, output: process.stdout });
}
