import { AiEtlError, diagnostic, type Connector, type ConnectorSession } from '@ai-etl/core';
import { createMemoryLoader } from './memory-loader.ts';
import { openMemorySnapshot, queriedTable } from './memory-snapshot.ts';
import type { MemorySystem } from './memory-system.ts';

/**
 * A connector over memory that keeps the port's promises: snapshots, staging, one atomic
 * publication per (run, step). It executes no SQL: a query reads the whole table it names.
 */
export function createMemoryConnector(system: MemorySystem): Connector {
  return {
    spec: {
      type: system.name,
      title: system.name,
      summary: 'In memory, for tests.',
      fields: [
        {
          name: 'password',
          title: 'Password',
          description: 'A secret.',
          type: 'text',
          required: false,
          secret: true,
        },
      ],
      capabilities: {
        source: true,
        target: true,
        dialect: 'postgresql',
        writeModes: ['append', 'replace', 'merge'],
        schemaContracts: ['evolve', 'freeze', 'discard'],
        get consistentSnapshot() {
          return system.faults.consistentSnapshot ?? true;
        },
      },
      docs: '',
      aliases: [],
    },
    validateSettings: () => [],
    async open(_settings, { signal }) {
      await system.checkpoint(`${system.name}.open`);
      signal?.throwIfAborted();
      const { refuse, refuseAfterPublishing } = system.faults;
      if (refuse !== undefined) throw refuse;
      if (refuseAfterPublishing !== undefined && system.publications.size > 0) {
        throw refuseAfterPublishing;
      }
      system.openSessions += 1;
      return memorySession(system);
    },
    planTable: ({ object, columns, contract, path }) => {
      const { discards } = system.faults;
      const isLeftOut = contract === 'discard' && discards !== undefined;
      return {
        object,
        columns: columns
          .filter((one) => !isLeftOut || one.name !== discards)
          .map((source) => ({ source, nativeType: 'text', nullable: true })),
        createSql: '',
        ...(isLeftOut
          ? { changes: [{ column: discards, change: 'discarded', from: null, to: 'text' }] }
          : {}),
        diagnostics: isLeftOut
          ? [diagnostic('COLUMN_DISCARDED', `${path}.columns.${discards}`, 'It is not loaded.')]
          : [],
      };
    },
  };
}

function memorySession(system: MemorySystem): ConnectorSession {
  let closed = false;
  return {
    test: async () => ({ ok: true, latencyMs: 0, serverVersion: null, checks: [] }),
    async catalog() {
      await system.checkpoint(`${system.name}.catalog`);
      return {
        defaultSchema: 'public',
        tables: [...system.tables.values()].map((one) => one.table),
      };
    },
    async sample({ sql, limit }) {
      const { table, lines } = queriedTable(system, sql);
      return {
        columns: table.columns,
        rows: lines.slice(0, limit).map((line) => line.split('\t')),
        truncated: lines.length > limit,
      };
    },
    async explain(sql) {
      return { rows: queriedTable(system, sql).lines.length, bytes: null };
    },
    async describe(sql) {
      return queriedTable(system, sql).table.columns;
    },
    openSnapshot: () => openMemorySnapshot(system),
    loader: createMemoryLoader(system),
    async close() {
      if (closed) throw new AiEtlError('INTERNAL_ERROR', 'closed twice');
      closed = true;
      system.openSessions -= 1;
    },
  };
}
