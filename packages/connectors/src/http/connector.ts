import { diagnostic, type Connector } from '@ai-etl/core';
import { openSession } from './session.ts';
import { validateSettings } from './settings.ts';
import { spec } from './spec.ts';

/** Reads JSON APIs over HTTP. */
export const http: Connector = {
  spec,
  validateSettings,
  open: openSession,
  planTable: ({ object, path }) => ({
    object,
    columns: [],
    createSql: '',
    diagnostics: [
      diagnostic(
        'ROUTE_NOT_AVAILABLE',
        `${path}.connection`,
        'HTTP APIs are only read, not written.',
      ),
    ],
  }),
};
