import { diagnostic, type Connector } from '@ai-etl/core';
import { openSession } from './session.ts';
import { validateSettings } from './settings.ts';
import { spec } from './spec.ts';

/** Reads files below a folder. */
export const files: Connector = {
  spec,
  validateSettings,
  open: openSession,
  planTable: ({ object, path }) => ({
    object,
    columns: [],
    createSql: '',
    diagnostics: [
      diagnostic('ROUTE_NOT_AVAILABLE', `${path}.connection`, 'Files are only read, not written.'),
    ],
  }),
};
