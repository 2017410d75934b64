import type { Connector } from '@ai-etl/core';
import { openSession } from './session.ts';
import { validateSettings } from './settings.ts';
import { spec } from './spec.ts';
import { planTable } from './target/plan-table.ts';

/** Reads and writes files below a folder. */
export const files: Connector = {
  spec,
  validateSettings,
  open: openSession,
  planTable,
};
