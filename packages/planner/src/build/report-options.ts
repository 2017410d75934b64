import { diagnostic } from '@ai-etl/core';
import type { EndpointOptions, PlannerIR } from '../ir/index.ts';
import type { Findings } from '../link/findings.ts';
import type { PlannerConnection } from '../plan-types.ts';

/** An end and the connection it is. */
interface OptionedEnd {
  readonly connection: PlannerConnection;
  readonly options: EndpointOptions;
  readonly isTarget: boolean;
}

/** How the options of words are said; those a spec holds are not among them. */
const spoken: readonly (readonly [keyof EndpointOptions, (options: EndpointOptions) => string])[] =
  [
    ['format', ({ format }) => `format ${String(format)}`],
    [
      'delimiter',
      ({ delimiter }) => `delimiter "${delimiter === '\t' ? 'tab' : String(delimiter)}"`,
    ],
    [
      'header',
      ({ header }) => (header === true ? 'a first line with names' : 'no first line with names'),
    ],
    ['encoding', ({ encoding }) => `encoding ${String(encoding)}`],
    ['pageSize', ({ pageSize }) => `${String(pageSize)} records a page`],
    ['auth', ({ auth }) => `sign-in by ${auth?.type ?? ''} with the secret ${auth?.secret ?? ''}`],
    ['businessSystem', ({ businessSystem }) => `exports of ${String(businessSystem)}`],
  ];

/**
 * Says which parts of the words a spec has no place for: how files are written, pages and sign-in
 * are settings of a connection; sizes of batches, parallel workers and texts of dates are nobody's yet.
 */
export function reportOptions(
  ir: PlannerIR,
  ends: readonly OptionedEnd[],
  findings: Findings,
): void {
  for (const { connection, options, isTarget } of ends) {
    const isFiles = connection.root !== undefined;
    const unsaid = spoken.flatMap(([key, say]) =>
      options[key] === undefined || (isFiles && key === 'format') ? [] : [say(options)],
    );
    if (unsaid.length === 0) continue;
    findings.diagnostics.push(
      diagnostic(
        'OPTION_NOT_APPLIED',
        isTarget ? 'targets' : 'sources',
        `The pipeline does not set ${unsaid.join(', ')}: how ${connection.name} is ${isTarget ? 'written' : 'read'} is settled by the connection itself.`,
        `Look at the settings of the connection ${connection.name}.`,
      ),
    );
  }
  const { batchSize, parallel, chunkBy } = ir.policy;
  const others = [
    ...(batchSize === undefined ? [] : [`batches of ${batchSize} rows`]),
    ...(parallel === undefined ? [] : [`${parallel} workers at a time`]),
    ...(chunkBy === undefined ? [] : [`pieces of one ${chunkBy}`]),
    ...ir.parsing.map(({ column, format }) => `${column} written as ${format}`),
  ];
  if (others.length === 0) return;
  findings.diagnostics.push(
    diagnostic(
      'OPTION_NOT_APPLIED',
      'description',
      `Understood, but without effect: ${others.join(', ')}.`,
      'The size of pieces is chosen by the run itself; texts of dates and numbers are read by a step that casts them.',
    ),
  );
}
