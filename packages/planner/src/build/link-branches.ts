import { diagnostic } from '@ai-etl/core';
import { linkFiles } from '../files/link-files.ts';
import type { EndpointMention, PlannerIR } from '../ir/index.ts';
import type { Findings } from '../link/findings.ts';
import { rank, tablesOf } from '../link/ask-table.ts';
import type { LinkedConnection } from '../link/link-connection.ts';
import { linkTables } from '../link/link-tables.ts';
import { nameWords } from '../link/name-words.ts';
import { certain } from '../link/score-name.ts';
import type { PlannerConnection } from '../plan-types.ts';
import type { Branch } from './branch.ts';

/** An end of the words, and the connection it is. */
export interface LinkedEnd extends LinkedConnection {
  readonly mention: EndpointMention;
}

/** One branch a table or file. A source whose catalog cannot be read gives none, and says so. */
export function linkBranches(
  ir: PlannerIR,
  sources: readonly LinkedEnd[],
  { findings, nextId }: { readonly findings: Findings; readonly nextId: (name: string) => string },
): Branch[] {
  const mayMirror = !ir.notes.some((note) => note.kind !== 'unread');
  let named = 0;
  return sources.flatMap(({ connection, usedWords, mention }): Branch[] => {
    if (connection.catalog === null) {
      findings.diagnostics.push(
        diagnostic(
          'CONNECTION_UNREACHABLE',
          'sources',
          `The tables of ${connection.name} could not be read.`,
          'Test the connection, then generate the pipeline again.',
        ),
      );
      return [];
    }
    const borrowed = borrowTargetName(borrowCounted(mention, ir, connection), ir);
    const request = { mention: borrowed, connection, usedWords, findings, named, mayMirror };
    named += Math.max(1, borrowed.objects.length);
    const { root } = connection;
    const { tables } = root === undefined ? linkTables(request) : linkFiles({ ...request, root });
    return tables.map(({ table, path, states, unknown }) => ({
      connection,
      table,
      ...(path === undefined ? {} : { path }),
      states,
      unknown,
      id: nextId(table.object.name),
    }));
  });
}

/** "Count orders per status from PostgreSQL": what is counted is the table, when none is named elsewhere. */
function borrowCounted(
  mention: EndpointMention,
  { operations }: PlannerIR,
  connection: PlannerConnection,
): EndpointMention {
  if (mention.objects.length > 0) return mention;
  const counted = operations.filter(
    (one) => one.op === 'aggregate' && one.measures.some(({ column }) => column === '*'),
  );
  for (const { evidence } of counted)
    for (const word of evidence.text.split(/[^\p{L}\p{N}_]+/u)) {
      const [best] = word === '' ? [] : rank(nameWords(word), tablesOf(connection));
      if (best === undefined || best.score < certain) continue;
      return { ...mention, objects: [{ kind: 'words', words: [word.toLowerCase()], evidence }] };
    }
  return mention;
}

/** "Load PostgreSQL into ClickHouse analytics.orders": the target's name is the source's, if it has it. */
function borrowTargetName(mention: EndpointMention, ir: PlannerIR): EndpointMention {
  const [target] = ir.targets;
  const [object] = target?.objects ?? [];
  if (mention.objects.length > 0 || object?.kind !== 'name' || target?.container != null)
    return mention;
  return { ...mention, objects: [{ ...object, schema: null }] };
}
