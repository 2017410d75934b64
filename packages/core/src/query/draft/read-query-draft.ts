import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nameKnownFields } from '../../known-fields.ts';
import { didYouMean } from '../../nearest-names.ts';
import { describeIssues } from '../../spec/spec-issues.ts';
import type { Catalog } from '../../types/catalog.ts';
import { inspectQuery } from '../check-query.ts';
import { nestedQueries } from '../query-parts.ts';
import type { Query } from '../query.ts';
import { QueryDraft, type DraftBlock } from './query-draft.ts';
import { readLimit, readOrder } from './read-clauses.ts';
import { DraftReading } from './draft-reading.ts';
import { readSelect } from './read-select.ts';

/** Blocks of the whole query, each as often as it is used. */
const maxBlocks = 60;

export type ReadDraft =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Anything, as a language model may have written it, to a query over these tables that `checkQuery`
 * finds right; or everything that is wrong with the first part that is wrong, with paths into the
 * draft: `with.0.query.where.1`. Total and pure.
 */
export function readQueryDraft(
  draft: unknown,
  catalog: Pick<Catalog, 'defaultSchema' | 'tables'>,
): ReadDraft {
  const parsed = QueryDraft.safeParse(draft, { reportInput: true, error: nameKnownFields });
  if (!parsed.success) {
    const diagnostics = describeIssues(parsed.error.issues).map(({ path, message, hint }) =>
      diagnostic('QUERY_SHAPE', path, message, hint),
    );
    return { ok: false, diagnostics };
  }
  const reading = new DraftReading(catalog);
  for (const [index, { name, query: block }] of parsed.data.with.entries()) {
    const path = `with.${index}`;
    if (reading.named.has(name)) {
      const message = `Two queries are called "${name}".`;
      return { ok: false, diagnostics: [diagnostic('DUPLICATE_ID', path, message)] };
    }
    const read = readBlock(block, reading, `${path}.query`);
    if (!read.ok) return read;
    reading.named.set(name, read.query);
  }
  const read = readBlock(parsed.data.query, reading, 'query');
  if (!read.ok) return read;
  const unused = [...reading.named.keys()].filter((name) => !reading.used.has(name));
  if (unused.length === 0) return read;
  const message = `Nothing uses "${unused.join('", "')}".`;
  const hint = 'join it, write name.column in an expression, or drop it';
  return { ok: false, diagnostics: [diagnostic('QUERY_SHAPE', 'with', message, hint)] };
}

function readBlock(block: DraftBlock, reading: DraftReading, path: string): ReadDraft {
  reading.begin(path);
  const query = block.kind === 'select' ? readSelect(block, reading) : readSet(block, reading);
  if (query === null || reading.diagnostics.length > 0) {
    return { ok: false, diagnostics: reading.diagnostics };
  }
  if (blocksOf(query, maxBlocks) > maxBlocks) {
    const message = `The query has more than ${maxBlocks} blocks.`;
    return { ok: false, diagnostics: [diagnostic('QUERY_SHAPE', path, message, 'use fewer')] };
  }
  const { diagnostics } = inspectQuery(query);
  if (diagnostics.length === 0) return { ok: true, query };
  return {
    ok: false,
    diagnostics: diagnostics.map((one) => ({ ...one, path: draftPath(path, one.path) })),
  };
}

function readSet(block: Extract<DraftBlock, { kind: 'set' }>, reading: DraftReading): Query | null {
  const operand = (side: 'left' | 'right'): Query | null => {
    const name = block[side];
    const query = reading.use(name);
    if (query === undefined) {
      const hint = didYouMean(name, reading.named.keys()) ?? 'name it in "with" before';
      reading.report('QUERY_SHAPE', side, `There is no query "${name}".`, hint);
    }
    return query ?? null;
  };
  const [left, right] = [operand('left'), operand('right')];
  if (left === null || right === null) return null;
  return {
    kind: 'set',
    op: block.op,
    left,
    right,
    orderBy: readOrder(block.order_by, reading, (one) => one),
    limit: readLimit(block, reading),
  };
}

/** Counts no further than one above `most`: what is named once may be used very often. */
function blocksOf(query: Query, most: number): number {
  let count = 1;
  for (const one of nestedQueries(query)) {
    if (count > most) break;
    count += blocksOf(one, most - count);
  }
  return count;
}

const fields: Readonly<Record<string, string>> = { groupBy: 'group_by', orderBy: 'order_by' };

/** A place in a query as the draft calls it. */
function draftPath(block: string, path: string): string {
  const parts = path.split('.').filter((part) => part !== '');
  return [block, ...parts.map((part) => fields[part] ?? part)].join('.');
}
