import { findTable, invariant, type Catalog, type ConnectorSession } from '@ai-etl/core';
import { hostileNames, hostileTexts } from '../hostile.ts';
import type { ReaderHarness, ReaderSource, SourceTable } from './reader-harness.ts';

/** A source with the tables of the suite, and an open session. */
export interface ReaderLab {
  readonly harness: ReaderHarness;
  readonly source: ReaderSource;
  readonly session: ConnectorSession;
  readonly catalog: Catalog;
  /** `SELECT *` of a table of the source. */
  all(name: string): string;
  open(): Promise<ConnectorSession>;
  close(): Promise<void>;
}

/** Rows of the table `long`. */
export const longRows = 200_000;

/** Makes the tables of the suite and opens the connector on them. */
export async function openReaderLab(harness: ReaderHarness): Promise<ReaderLab> {
  const source = await harness.createSource(tablesOf(harness));
  const sessions: ConnectorSession[] = [];
  const open = async (): Promise<ConnectorSession> => {
    const session = await harness.connector.open(source.settings, optionsOf(source));
    sessions.push(session);
    return session;
  };
  const session = await open();
  return {
    harness,
    source,
    session,
    catalog: await session.catalog(),
    all: (table) => `SELECT * FROM ${quoted(table)}`,
    open,
    close: async () => {
      await Promise.all(sessions.map((one) => one.close()));
      await source.close();
    },
  };
}

/** What sessions of the suite are opened with. */
export function optionsOf({ access }: ReaderSource) {
  return { label: 'ai-etl contract', connectTimeoutMs: 20_000, ...access };
}

/** Columns of a table of the catalog. */
export function columnsIn({ catalog, source }: ReaderLab, name: string) {
  const table = findTable(catalog, { schema: source.schema, name });
  invariant(table !== undefined, `the catalog shows ${name}`);
  return table.columns;
}

/** The names that tables and columns may have. */
export function usableNames({ refusedNames = [] }: ReaderHarness): readonly string[] {
  return hostileNames.filter((name) => !refusedNames.includes(name));
}

function tablesOf(harness: ReaderHarness): readonly SourceTable[] {
  const { words, samples } = harness;
  const height = Math.max(...samples.map(({ values }) => values.length));
  const n = (count: number): readonly (readonly string[])[] =>
    Array.from({ length: count }, (_, index) => [words.int(index + 1)]);
  const wide = Array.from({ length: 300 }, (_, index) => `column number ${index}`);
  return [
    {
      name: 'all types',
      columns: samples.map((_, index) => `v${index}`),
      // The last value fills the rows below.
      rows: Array.from({ length: height }, (_, row) =>
        samples.map(({ values }) => values[Math.min(row, values.length - 1)]?.[0] ?? words.nothing),
      ),
    },
    { name: 'texts', columns: ['t'], rows: hostileTexts.map((text) => [words.text(text)]) },
    {
      name: 'nulls',
      columns: ['n', 't'],
      rows: [
        [words.int(1), words.text('')],
        [words.int(2), words.nothing],
        [words.nothing, words.text('x')],
      ],
    },
    {
      name: 'wide',
      columns: wide,
      rows: [
        wide.map((_, index) => (index % 7 === 0 ? words.nothing : words.int(index))),
        wide.map(() => words.int(0)),
      ],
    },
    {
      name: 'hostile columns',
      columns: usableNames(harness),
      rows: [usableNames(harness).map((_, index) => words.int(index))],
    },
    { name: 'long', columns: ['n'], rows: n(longRows) },
    { name: 'broken', columns: ['n'], rows: n(1000), isBroken: true },
    ...usableNames(harness).map((name, index) => ({
      name,
      columns: ['n'],
      rows: [[words.int(index)]],
    })),
  ];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
