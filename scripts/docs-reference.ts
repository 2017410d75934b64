/**
 * `node scripts/docs-reference.ts`: writes docs/reference/connectors.md from the connectors' specs,
 * the same that `GET /connectors` answers. `docs-reference.test.ts` fails when the page is old.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectorCatalog } from '@ai-etl/connectors';
import type { ConnectorField, ConnectorSpec } from '@ai-etl/core';
import { format, resolveConfig } from 'prettier';
import { contractTable, readResults } from './contract-results.ts';

/** Where the page is. */
export const connectorsPage = join(
  dirname(fileURLToPath(import.meta.url)),
  '../docs/reference/connectors.md',
);

/** The page as it should be, formatted as `npm run format` would. */
export async function connectorsText(): Promise<string> {
  const sections = connectorCatalog.map(({ spec }) => connectorSection(spec));
  const head =
    '# Connectors\n\nGenerated from the connectors: change their `fields.ts` and `spec.ts`, then run ' +
    '`node scripts/docs-reference.ts`.\nA running API answers the same as `GET /api/v1/connectors`.';
  const proved = [
    '## What each one is proved to do',
    'Tests of the contract suite that passed on the real system, made by `npm run test:connectors`.',
    contractTable(readResults()),
    'Skipped tests are about what a system does not have: a network, accounts, comments. Write modes:',
    modesTable(),
  ].join('\n\n');
  const config = (await resolveConfig(connectorsPage)) ?? {};
  return format([head, proved, ...sections].join('\n\n'), { ...config, parser: 'markdown' });
}

/** Which write modes each connector claims. */
function modesTable(): string {
  const modes = ['append', 'replace', 'merge', 'scd2'] as const;
  const rows = connectorCatalog.map(({ spec: { title, capabilities } }) => [
    title,
    ...modes.map((mode) => (capabilities.writeModes.includes(mode) ? 'yes' : '')),
    capabilities.schemaContracts === undefined ? '' : capabilities.schemaContracts.join(', '),
    capabilities.quarantine === true ? 'yes' : '',
    capabilities.inTarget === true ? 'yes' : '',
  ]);
  const head = ['connector', ...modes, 'schema contracts', 'quarantine', 'filled in the target'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function connectorSection(spec: ConnectorSpec): string {
  const { capabilities, aliases } = spec;
  const roles = [
    ...(capabilities.source ? ['source'] : []),
    ...(capabilities.target ? [`target (${capabilities.writeModes.join(', ')})`] : []),
  ];
  return [
    `## ${spec.title}`,
    spec.summary,
    [
      `- \`type\`: \`${spec.type}\`, also ${aliases.map((alias) => `\`${alias}\``).join(', ')}`,
      `- serves as ${roles.join(' and ')}`,
      `- one snapshot for all tables of a run: ${capabilities.consistentSnapshot ? 'yes' : 'no'}`,
    ].join('\n'),
    ['| setting | type | default | meaning |', '| --- | --- | --- | --- |']
      .concat(spec.fields.map(fieldRow))
      .join('\n'),
    spec.docs,
  ].join('\n\n');
}

function fieldRow(field: ConnectorField): string {
  const fallback =
    field.default === undefined ? (field.required ? 'required' : '') : `\`${field.default}\``;
  const type = field.secret ? `${field.type}, secret` : field.type;
  return `| ${[`\`${field.name}\``, type, fallback, field.description].map(inCell).join(' | ')} |`;
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (import.meta.main) writeFileSync(connectorsPage, await connectorsText());
