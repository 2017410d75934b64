import type { CatalogTable } from '@ai-etl/core';
import { edgesBy, type JoinEdge } from '../../query/join-graph.ts';
import { columnMention } from '../column-mention.ts';
import type { Form, Measure, Test } from '../form.ts';
import type { Resolution } from '../resolve.ts';

/**
 * "Nurses who have held two or more roles", where each nurse has one role now and a table of postings tells of others:
 * a row that belongs to one row cannot have several of them, so those of the table that links the two are counted.
 */
export function severalThroughLinks(
  form: Form,
  resolution: Resolution,
  edges: readonly JoinEdge[],
): Form {
  const asked = askedTable(form, resolution);
  if (asked === null) return form;
  const linked = (measure: Measure): Measure => throughLink(measure, { asked, resolution, edges });
  const tests = form.tests.map((test): Test =>
    isSeveral(test) ? { ...test, left: linked(test.left) } : test,
  );
  const order = form.order.map((one) =>
    one.by.kind === 'measure' && one.direction === 'desc' ? { ...one, by: linked(one.by) } : one,
  );
  return { ...form, tests, order };
}

function askedTable({ entity, shows: [shown] }: Form, resolution: Resolution): CatalogTable | null {
  if (entity !== null) return resolution.tableOf(entity);
  if (shown?.kind === 'table') return resolution.tableOf(shown);
  return shown?.kind === 'column' ? resolution.fieldOf(shown).table : null;
}

type CountTest = Extract<Test, { kind: 'compare' | 'between' }> & { readonly left: Measure };

/** Two or more. */
function isSeveral(test: Test): test is CountTest {
  if (test.kind !== 'compare' && test.kind !== 'between') return false;
  if (test.left.kind !== 'measure') return false;
  if (test.kind === 'between') return test.high >= 2;
  if (test.right.kind !== 'number') return false;
  const { value } = test.right;
  return test.op === 'gt' ? value >= 1 : (test.op === 'ge' || test.op === 'eq') && value >= 2;
}

function throughLink(
  measure: Measure,
  {
    asked,
    resolution,
    edges,
  }: {
    readonly asked: CatalogTable;
    readonly resolution: Resolution;
    readonly edges: readonly JoinEdge[];
  },
): Measure {
  const { fn, of, where, share, reckoned } = measure;
  const isPlain = where === undefined && share === undefined && reckoned === undefined;
  if (fn !== 'count' || of?.kind !== 'table' || !isPlain) return measure;
  const counted = resolution.tableOf(of);
  if (counted === asked) return measure;
  const leading = edgesBy(edges, 'one');
  const toCounted = leading.get(counted) ?? [];
  const toAsked = leading.get(asked) ?? [];
  if (!toCounted.some(({ many }) => many === asked)) return measure;
  if (toAsked.some(({ many }) => many === counted)) return measure;
  const links = toCounted.filter(
    ({ many, columns }) =>
      many !== asked && columns.length === 1 && toAsked.some((other) => other.many === many),
  );
  const [link, ...others] = links;
  const column = link?.many.columns.find(({ name }) => name === link.columns[0]);
  if (link === undefined || column === undefined || others.length > 0) return measure;
  const key = columnMention({ table: link.many, column }, of.words, of.at);
  return { ...measure, distinct: true, of: key };
}
