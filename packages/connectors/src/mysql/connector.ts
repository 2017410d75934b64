import type { Connector } from '@ai-etl/core';
import { validateFields } from '../kit/settings.ts';
import { planTable } from './plan-table.ts';
import { openSession } from './session.ts';
import { spec } from './spec.ts';

/** Reads from and loads into MySQL and MariaDB. */
export const mysql: Connector = {
  spec,
  validateSettings: (settings) => validateFields(spec.fields, settings),
  open: openSession,
  planTable,
};
