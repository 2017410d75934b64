/**
 * `npm run conformance -- [--json] [--home <directory>]`: starts an installation and proves on it
 * everything that docs/reference/rest-api.md, the REST contract, says: every endpoint, example,
 * error code and header. Exit code 1 when something does not hold.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { runConformance } from '../tests/conformance/run-conformance.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, home: { type: 'string' } },
});

const started = performance.now();
const home = values.home ?? mkdtempSync(join(tmpdir(), 'ai-etl-conformance-'));
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const contract = readFileSync(new URL('../docs/reference/rest-api.md', import.meta.url), 'utf8');
  const { count, failures } = await runConformance({ home, contract, say });
  for (const failure of failures) say(`FAILED ${failure}`);
  const line = {
    checks: count,
    failed: failures.length,
    seconds: Math.round((performance.now() - started) / 1000),
  };
  if (values.json) console.log(JSON.stringify(line));
  else console.log(`${line.checks} checks, ${line.failed} failed, in ${line.seconds} s`);
  if (failures.length > 0) process.exitCode = 1;
  if (failures.length === 0 && values.home === undefined)
    rmSync(home, { recursive: true, force: true });
} catch (error) {
  say(`conformance: ${inspect(error)}\n(log: ${join(home, 'installation.log')})`);
  process.exitCode = 1;
}
process.exit();
