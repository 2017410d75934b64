/**
 * `npm run test:connectors -- [--json] [--only http]`: runs the contract suite of every connector, or of
 * one folder, on its real system and writes what it found to packages/connectors/contract-results.json, from which
 * `node scripts/docs-reference.ts` makes the table in docs/reference/connectors.md. Exit code 1 when
 * a test failed; then nothing is written.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stopTestServers } from '@ai-etl/local';
import { z } from 'zod';
import {
  readResults,
  replaceResults,
  resultsFile,
  summarise,
  type ContractResults,
} from './contract-results.ts';

const Report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});
const results = runSuites();
const failed = results.flatMap(({ groups }) => groups).reduce((sum, one) => sum + one.failed, 0);
if (failed > 0) process.exitCode = 1;
else {
  const all = values.only === '' ? results : replaceResults(readResults(), results);
  writeFileSync(resultsFile, `${JSON.stringify(all, null, 2)}\n`);
}
const passed = results.flatMap(({ groups }) => groups).reduce((sum, one) => sum + one.passed, 0);
console.log(
  values.json
    ? JSON.stringify({ connectors: results.length, passed, failed })
    : `${results.length} connectors: ${passed} passed, ${failed} failed`,
);

function runSuites(): ContractResults {
  const folder = mkdtempSync(join(tmpdir(), 'ai-etl-contract-'));
  const report = join(folder, 'report.json');
  try {
    spawnSync(
      'node_modules/.bin/vitest',
      [
        'run',
        '--project',
        'integration',
        '--reporter=json',
        `--outputFile=${report}`,
        `${values.only === '' ? '' : `${values.only}/`}contract.integration.test.ts`,
      ],
      // stdout belongs to `--json`.
      { stdio: ['ignore', 2, 2], env: { ...process.env, CI: 'true' } },
    );
    const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
    const assertions = testResults.flatMap((file) => file.assertionResults);
    for (const { status, fullName, failureMessages } of assertions) {
      if (status === 'failed') console.error(`Failed: ${fullName}\n${failureMessages.join('\n')}`);
    }
    return summarise(assertions);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    stopTestServers().catch(() => undefined);
  }
}
