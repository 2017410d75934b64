import { AiEtlError, type ErrorDetail } from '@ai-etl/core';
import type { StorageQuestion } from './contract.ts';
import { parseGrowthRate } from './model/growth-rate.ts';
import type { Growth, Workload } from './model/workload.ts';
import type { TableFacts } from './table-facts.ts';

export interface ReadWorkload {
  readonly workload: Workload;
  readonly assumptions: readonly Assumption[];
}

export interface Assumption {
  readonly field: string;
  readonly value: string;
  readonly because: string;
}

/** Throws VALIDATION_ERROR for a question that names neither a size nor a table, or half of a table. */
export function checkQuestion(asked: StorageQuestion): void {
  const details: ErrorDetail[] = [];
  const { source, table, schema, data_profile: profile } = asked;
  if (source === undefined && table === undefined && profile?.size_gb === undefined) {
    details.push({
      field: 'data_profile.size_gb',
      error: 'required: a number, unless source and table are given',
    });
  }
  if (source !== undefined && table === undefined) {
    details.push({ field: 'table', error: 'required with source' });
  }
  if (source === undefined && (table !== undefined || schema !== undefined)) {
    details.push({ field: 'source', error: 'required with table: the id of a connection' });
  }
  const rate = profile?.growth_rate;
  if (rate !== undefined) {
    const parsed = parseGrowthRate(rate);
    if ('error' in parsed) {
      details.push({ field: 'data_profile.growth_rate', error: parsed.error });
    }
  }
  if (details.length === 0) return;
  const fields = details.map((one) => one.field).join(', ');
  throw new AiEtlError('VALIDATION_ERROR', `The request is not valid: see ${fields}.`, { details });
}

/** Fills a checked question in with what the table says; what the caller says counts. */
export function readWorkload(asked: StorageQuestion, facts: TableFacts | null): ReadWorkload {
  const { data_profile: profile } = asked;
  const assumptions: Assumption[] = [];
  const assume = (field: string, value: string, because: string): void =>
    void assumptions.push({ field: `data_profile.${field}`, value, because });

  let sizeGb = profile?.size_gb;
  if (sizeGb === undefined) {
    if (facts === null || facts.sizeGb === null) {
      throw new AiEtlError(
        'VALIDATION_ERROR',
        'The data system does not tell the size of this table: give data_profile.size_gb.',
        { details: [{ field: 'data_profile.size_gb', error: 'required here' }] },
      );
    }
    sizeGb = facts.sizeGb;
    assume('size_gb', sizeGb.toPrecision(3), 'The size of the table as it is now.');
  }
  const growth = growthOf(profile?.growth_rate, facts, assume);
  if (profile?.access_pattern === undefined) {
    assume('access_pattern', 'balanced', 'It was not said.');
  }
  if ((profile?.query_types ?? []).length === 0) {
    assume('query_types', 'none', 'It was not said, so no rule about questions fires.');
  }
  if (profile?.retention_months === undefined) {
    assume('retention_months', 'unlimited', 'It was not said: everything is kept.');
  }
  return {
    assumptions,
    workload: {
      sizeGb,
      growth,
      accessPattern: profile?.access_pattern ?? 'balanced',
      queryTypes: new Set(profile?.query_types ?? []),
      latencyMs: profile?.latency_ms ?? null,
      retentionMonths: profile?.retention_months ?? null,
      updates: profile?.updates ?? 'none',
      highAvailability: profile?.availability === 'high',
      table: facts?.shape ?? null,
    },
  };
}

function growthOf(
  rate: string | undefined,
  facts: TableFacts | null,
  assume: (field: string, value: string, because: string) => void,
): Growth {
  if (rate !== undefined) {
    const parsed = parseGrowthRate(rate);
    if ('growth' in parsed) return parsed.growth;
  }
  const gbPerMonth = facts?.gbPerMonth ?? null;
  if (gbPerMonth !== null) {
    const months = (facts?.spanMonths ?? 0).toFixed(1);
    assume(
      'growth_rate',
      `${gbPerMonth.toPrecision(3)}GB/month`,
      `The rows of the table span ${months} months.`,
    );
    return { kind: 'linear', gbPerMonth };
  }
  assume('growth_rate', '0GB/month', 'It was not said, and nothing tells it.');
  return { kind: 'linear', gbPerMonth: 0 };
}
