import { z } from 'zod';
import type { ProfileRequest, TableProfile } from '@ai-etl/core';
import type { Profiler } from '../../kit/profile/profiler.ts';
import { runProfile } from '../../kit/profile/run-profile.ts';
import type { ClickhouseClient, RunOptions } from '../client.ts';
import { serverCodeOf } from '../errors.ts';
import { quoteTable, tableName } from '../quote.ts';
import { wireSettings } from '../wire.ts';
import { drawRows } from './draw-rows.ts';
import { readFacts, type ClickhouseFacts } from './facts.ts';
import { aggregatesSql, frequenciesSql, repetitionSql } from './statements.ts';

/** TIMEOUT_EXCEEDED, and what it is called where the estimate already says so. */
const timeoutCodes: readonly (number | undefined)[] = [159, 160];

const TextRow = z.record(z.string(), z.string().nullable());

/** Takes a profile; each statement is read-only and has what is left of the time. */
export function profileTable(
  client: ClickhouseClient,
  request: ProfileRequest,
): Promise<TableProfile> {
  return runProfile(profilerOf(client, request), request);
}

function profilerOf(client: ClickhouseClient, request: ProfileRequest): Profiler {
  const table = tableName(request.table.object, client.settings.database);
  const from = quoteTable(table);
  let known: ClickhouseFacts | undefined;
  const within = (timeoutMs: number): RunOptions => ({
    signal: request.signal,
    doing: 'read',
    object: `${table.database}.${table.name}`,
    settings: {
      ...wireSettings,
      readonly: '2',
      max_execution_time: Math.max(1, Math.ceil(timeoutMs / 1000)),
      timeout_overflow_mode: 'throw',
    },
  });

  return {
    facts: async (timeoutMs) => {
      known = await readFacts(client, request.table, within(timeoutMs));
      return known;
    },
    draw: (facts) => {
      const all = known ?? { ...facts, samplingKey: '', hasParts: false };
      return drawRows(request, { from, facts: all });
    },
    unreadable: ({ nativeType }) =>
      nativeType.startsWith('AggregateFunction')
        ? `${nativeType} is the state of an aggregate, not a value.`
        : undefined,
    aggregates: aggregatesSql,
    frequencies: frequenciesSql,
    repetition: repetitionSql,
    countAll: () => `SELECT toString(count()) AS n FROM ${from}`,
    wholeRanges: () => 'SELECT 1',
    typeName: ({ nativeType }) => nativeType,
    query: (sql, timeoutMs) => client.rows(sql, TextRow, within(timeoutMs)),
    isTimeout: (error) => timeoutCodes.includes(serverCodeOf(error)),
  };
}
