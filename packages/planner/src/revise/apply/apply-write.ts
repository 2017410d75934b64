import type { CatalogTable, PipelineSpec } from '@ai-etl/core';
import { chooseKeys } from '../../build/build-write.ts';
import { postponedConnection } from './pseudo-connection.ts';
import type { LoadIntent, WriteIntent } from '../../ir/index.ts';
import { ask, askOne, assume } from '../../link/findings.ts';
import { columnChoices, linkColumn } from '../../link/link-column.ts';
import { certain } from '../../link/score-name.ts';
import { baseId, chainsOf, type Chain } from './chain.ts';
import { forgetAssumptions } from './forget-assumptions.ts';
import { withPrefix } from './scoped-findings.ts';
import { sourceTable, tableAt, type Working } from './working.ts';

type Target = PipelineSpec['targets'][number];

/** Changes how rows reach every target; keys that are not named stay, or are found as of a new pipeline. */
export function applyWrite(working: Working, write: WriteIntent): void {
  for (const chain of chainsOf(working.spec)) {
    const before = chain.target.write;
    const mode = write.mode ?? (needsKeys(before.mode) ? before.mode : 'merge');
    if (write.mode === null && mode !== before.mode) {
      assume(working.findings, {
        path: `targets.${chain.target.id}.write.mode`,
        value: mode,
        because: `a key is named: ${write.keys.join(', ')}`,
        alternatives: [before.mode],
      });
    }
    forgetAssumptions(
      working,
      'targets.*.write.mode',
      `targets.${chain.target.id}.write.mode`,
      `targets.${chain.target.id}.write.keys`,
      `targets.${baseId(chain.source.id)}.write.keys`,
    );
    const keys = keysOf(working, { chain, mode, write });
    const { history: _, ...rest } = before;
    const next = mode === before.mode ? before : rest;
    setTarget(working, {
      ...chain.target,
      write: {
        ...next,
        mode,
        keys: [...keys],
        on_delete: needsKeys(mode) ? before.on_delete : 'keep',
      },
      layout:
        keys.length === 0 ? chain.target.layout : { ...chain.target.layout, order_by: [...keys] },
    });
  }
}

function needsKeys(mode: Target['write']['mode']): boolean {
  return mode === 'merge' || mode === 'scd2';
}

function keysOf(
  working: Working,
  {
    chain,
    mode,
    write,
  }: { readonly chain: Chain; readonly mode: Target['write']['mode']; readonly write: WriteIntent },
): readonly string[] {
  const { target, source } = chain;
  if (!needsKeys(mode)) return [];
  if (write.keys.length === 0 && target.write.keys.length > 0) return target.write.keys;
  const table = tableAt(working, chain, target.input);
  if (table === null) return write.keys;
  const unsure = write.keys.filter((name) => !isSurely(name, table));
  if (unsure.length > 0) return askKeys(working, { chain, table, unsure });
  const id = baseId(source.id);
  const run = (inner: Working['findings']): readonly string[] =>
    chooseKeys({
      built: {
        branch: { connection: postponedConnection, table, id, states: [], unknown: [] },
        rows: table,
        aliases: new Map(),
        isGrouped: false,
        columns: table.columns.map((column) => column.name),
      },
      mode,
      named: write.keys,
      findings: inner,
      alone: true,
    });
  return chainsOf(working.spec).length === 1
    ? run(working.findings)
    : withPrefix(working.findings, target.id, run);
}

/** A key that is only like a column's name would merge rows that are not the same. */
function isSurely(name: string, table: CatalogTable): boolean {
  const linked = linkColumn(name, table);
  return linked.column !== null && linked.score >= certain;
}

function askKeys(
  { spec, findings }: Working,
  at: { readonly chain: Chain; readonly table: CatalogTable; readonly unsure: readonly string[] },
): readonly string[] {
  const { chain, table, unsure } = at;
  const answer = ask(findings, {
    id: chainsOf(spec).length === 1 ? 'keys' : `keys_${chain.target.id}`,
    field: 'keys',
    question: `The rows that are written have no column ${unsure.map((name) => `"${name}"`).join(', ')}. Which columns identify a row?`,
    choices: columnChoices(table.columns),
    multiple: true,
  });
  return answer ?? [];
}

/** Puts a target in the place of the one of its id. */
export function setTarget(working: Working, target: Target): void {
  const { spec } = working;
  working.spec = {
    ...spec,
    targets: spec.targets.map((one) => (one.id === target.id ? target : one)),
  };
}

/** Reads only what is new by a column, or everything again. */
export function applyLoad(working: Working, load: LoadIntent, said: string): void {
  if (load.mode === 'full') {
    working.spec = {
      ...working.spec,
      sources: working.spec.sources.map((source) => {
        const { incremental: _, ...whole } = source;
        return whole;
      }),
    };
    return;
  }
  if (load.mode !== 'watermark') {
    askOne(working.findings, {
      id: 'load',
      field: 'operations',
      question: `"${said}" is understood, and no route loads so yet. Leave it out?`,
      choices: [
        { value: 'nothing', label: 'change nothing here', because: 'it is loaded as it is now' },
      ],
    });
    return;
  }
  for (const chain of chainsOf(working.spec)) {
    const table = sourceTable(working, chain);
    const cursor = table === null ? load.column : cursorOf(working, { table, chain, load, said });
    if (cursor === null) continue;
    working.spec = {
      ...working.spec,
      sources: working.spec.sources.map((source) =>
        source.id === chain.source.id
          ? { ...source, incremental: { ...source.incremental, cursor } }
          : source,
      ),
    };
  }
}

function cursorOf(
  working: Working,
  {
    table,
    chain,
    load,
    said,
  }: {
    readonly table: CatalogTable;
    readonly chain: Chain;
    readonly load: LoadIntent;
    readonly said: string;
  },
): string | null {
  const linked = load.column === null ? null : linkColumn(load.column, table).column;
  if (linked !== null) return linked.name;
  const growing = table.columns.filter((column) =>
    ['date', 'timestamp', 'timestamptz', 'int32', 'int64'].includes(column.type.kind),
  );
  return askOne(working.findings, {
    id: `load_${baseId(chain.source.id)}`,
    field: 'columns',
    question: `"${said}": by which column of ${table.object.name} are new rows found?`,
    choices: columnChoices(growing),
  });
}
