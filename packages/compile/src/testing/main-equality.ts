/**
 * `node packages/compile/src/testing/main-equality.ts [--json] [--seed N] [--specs N]`: whole specs on every
 * engine, their rows compared. Exit code 1 when something differs. `npm run test:equality` makes sure
 * beforehand that all engines are there.
 */
import { inspect, parseArgs } from 'node:util';
import { openEngines } from './open-engines.ts';
import { isProof, type EqualityReport } from '../equality/report.ts';
import { runEquality } from '../equality/run-equality.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    specs: { type: 'string', default: '450' },
  },
});
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const report = await judgeAll();
  const { refusals, failures, ...counts } = report;
  for (const { spec, engine, message } of [...refusals, ...failures]) {
    say(`${spec}, ${engine}: ${message}`);
  }
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${inspect(counts)}\n`);
  process.exitCode = isProof(report) ? 0 : 1;
} catch (error) {
  say(inspect(error));
  process.exitCode = 1;
}

async function judgeAll(): Promise<EqualityReport> {
  const engines = await openEngines();
  try {
    const [seed, specs] = [Number(values.seed), Number(values.specs)];
    return await runEquality(engines, { seed, specs, say });
  } finally {
    await engines.close();
  }
}
