import type { ColumnMention, Form, Test } from '../form.ts';
import type { JoinEdge } from '../../query/join-graph.ts';
import type { Resolution } from '../resolve.ts';
import type { Field } from '../schema-index.ts';

interface Told {
  readonly form: Form;
  readonly resolution: Resolution;
}

/**
 * "The status code for rejected claims": a code that only the table of codes is asked about is told by that table,
 * once, whether any claim has it or not.
 */
export function inTableOfCodes(
  form: Form,
  resolution: Resolution,
  edges: readonly JoinEdge[],
): Told {
  const said = { form, resolution };
  const [shown, ...others] = form.shows;
  if (shown?.kind !== 'column' || others.length > 0 || !/(?:^| )code$/iu.test(shown.words))
    return said;
  if (form.groups.length + form.order.length > 0 || form.tests.length === 0) return said;
  const { table, column } = resolution.fieldOf(shown);
  const edge = edges.find(
    ({ many, columns }) => many === table && columns.length === 1 && columns[0] === column.name,
  );
  if (edge === undefined) return said;
  const told = form.tests.map((test) => columnOf(test, resolution));
  const key = edge.one.columns.find(({ name }) => name === edge.referencedColumns[0]);
  if (key === undefined || !told.every((one) => one?.table === edge.one)) return said;
  const code: Field = { table: edge.one, column: key };
  const fieldOf = (mention: ColumnMention): Field =>
    mention === shown ? code : resolution.fieldOf(mention);
  return { form: { ...form, entity: null }, resolution: { ...resolution, fieldOf } };
}

function columnOf(test: Test, { fieldOf }: Resolution): Field | null {
  if (test.kind !== 'held' && test.kind !== 'compare') return null;
  return test.left.kind === 'column' ? fieldOf(test.left) : null;
}
