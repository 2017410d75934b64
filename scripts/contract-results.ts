import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Group = z.object({
  group: z.string(),
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
});

const ContractResults = z.array(z.object({ connector: z.string(), groups: z.array(Group) }));

/** What the contract suite found, by connector and part of the contract. */
export type ContractResults = z.infer<typeof ContractResults>;

export const resultsFile = join(
  dirname(fileURLToPath(import.meta.url)),
  '../packages/connectors/contract-results.json',
);

export function readResults(): ContractResults {
  return ContractResults.parse(JSON.parse(readFileSync(resultsFile, 'utf8')));
}

/** What is known, with the connectors that were looked at again as they were found. Pure. */
export function replaceResults(known: ContractResults, found: ContractResults): ContractResults {
  const again = new Set(found.map(({ connector }) => connector));
  return [...known.filter(({ connector }) => !again.has(connector)), ...found].sort((a, b) =>
    a.connector.localeCompare(b.connector),
  );
}

export interface TestOutcome {
  /** Titles of the describes around it, outermost first. */
  readonly ancestorTitles: readonly string[];
  readonly status: string;
}

const suite = /^(.*) keeps the connector contract$/;

/** Counts the suite's tests by connector and part; other tests are left out. Pure. */
export function summarise(outcomes: readonly TestOutcome[]): ContractResults {
  const connectors = new Map<string, Map<string, z.infer<typeof Group>>>();
  for (const { ancestorTitles, status } of outcomes) {
    const place = ancestorTitles.findIndex((title) => suite.test(title));
    const connector = suite.exec(ancestorTitles[place] ?? '')?.[1];
    if (connector === undefined) continue;
    const group = (ancestorTitles[place + 1] ?? 'others').replace(/ \(skipped.*\)$/, '');
    const groups = connectors.get(connector) ?? new Map<string, z.infer<typeof Group>>();
    connectors.set(connector, groups);
    const counts = groups.get(group) ?? { group, passed: 0, failed: 0, skipped: 0 };
    groups.set(group, counts);
    if (status === 'passed') counts.passed += 1;
    else if (status === 'failed') counts.failed += 1;
    else counts.skipped += 1;
  }
  return Array.from(connectors, ([connector, groups]) => ({
    connector,
    groups: [...groups.values()],
  })).sort((a, b) => a.connector.localeCompare(b.connector));
}

/** A table of parts by connectors: tests that passed, and what is not claimed. */
export function contractTable(results: ContractResults): string {
  const parts = [...new Set(results.flatMap(({ groups }) => groups.map(({ group }) => group)))];
  const rows = parts.map((part) => [part, ...results.map((one) => cell(one.groups, part))]);
  const head = ['part of the contract', ...results.map(({ connector }) => connector)];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cell(groups: readonly z.infer<typeof Group>[], part: string): string {
  const counts = groups.find(({ group }) => group === part);
  if (counts === undefined || counts.passed === 0) return 'not claimed';
  return counts.skipped === 0 ? `${counts.passed}` : `${counts.passed} (${counts.skipped} skipped)`;
}
