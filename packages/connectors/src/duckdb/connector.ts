import type { Connector } from '@ai-etl/core';
import { planTable } from './plan-table.ts';
import { openSession } from './session.ts';
import { validateSettings } from './settings.ts';
import { spec } from './spec.ts';

/** Reads from and loads into DuckDB database files. */
export const duckdb: Connector = { spec, validateSettings, open: openSession, planTable };
