import { walk, type Expression } from '@ai-etl/core';
import { block } from './block.ts';
import { isComputedOverRows } from './inline.ts';
import type { From, Projection, Relation, SelectRelation } from './relation.ts';

/** Columns needed of each alias. */
type Needed = ReadonlyMap<string, ReadonlySet<string>>;

/** Drops columns that nothing above a subquery reads; the outermost block keeps all of its own. */
export function prune(select: SelectRelation): SelectRelation {
  return { ...select, from: pruneFrom(select.from, neededBy(select)) };
}

/** The block with only these of its columns, and nothing read that they do not need. */
export function pruneTo(select: SelectRelation, names: ReadonlySet<string>): SelectRelation {
  return select.distinct ? prune(select) : prune(keepProjections(select, names));
}

/** Columns read of each table, by the table's name. Pure; for relations over one schema. */
export function columnsRead(relation: Relation): ReadonlyMap<string, ReadonlySet<string>> {
  const read = new Map<string, Set<string>>();
  const visit = (one: Relation): void => {
    if (one.kind === 'table') {
      const names = read.get(one.object.name) ?? new Set();
      for (const { name } of one.schema) names.add(name);
      read.set(one.object.name, names);
    } else if (one.kind === 'union') one.inputs.forEach(visit);
    else if (one.kind === 'select') visitFrom(one.from);
  };
  const visitFrom = (from: From): void => {
    if (from.kind === 'join') visitFrom(from.left);
    visit(from.kind === 'join' ? from.right.relation : from.relation);
  };
  visit(relation);
  return read;
}

function neededBy(select: SelectRelation): Needed {
  const needed = new Map<string, Set<string>>();
  const note = (expression: Expression) => {
    walk(expression, (one) => {
      if (one.kind !== 'column' || one.table === undefined) return;
      const names = needed.get(one.table) ?? new Set();
      needed.set(one.table, names.add(one.name));
    });
  };
  for (const { expression } of select.projections) note(expression);
  for (const one of [...select.where, ...(select.groupBy ?? []), ...(select.having ?? [])])
    note(one);
  for (const { by } of select.orderBy) note(by);
  noteJoins(select.from, note);
  return needed;
}

function noteJoins(from: From, note: (expression: Expression) => void): void {
  if (from.kind === 'relation') return;
  note(from.on);
  noteJoins(from.left, note);
}

function pruneFrom(from: From, needed: Needed): From {
  if (from.kind === 'relation') {
    return { ...from, relation: keep(from.relation, needed.get(from.alias) ?? new Set()) };
  }
  const right = pruneFrom(from.right, needed);
  if (right.kind === 'join') return from;
  return { ...from, left: pruneFrom(from.left, needed), right };
}

function keep(relation: Relation, names: ReadonlySet<string>): Relation {
  switch (relation.kind) {
    case 'table':
    case 'text':
      return { ...relation, schema: relation.schema.filter(({ name }) => names.has(name)) };
    case 'numbers':
      return relation;
    case 'script':
      // What the user's text reads of its inputs is not looked into.
      return {
        ...relation,
        inputs: relation.inputs.map((input) => ({ ...input, relation: prune(input.relation) })),
      };
    case 'union':
      return relation.mode !== 'all'
        ? { ...relation, inputs: relation.inputs.map(keepAll) }
        : {
            ...relation,
            inputs: relation.inputs.map((input) => keep(input, atLeastOne(names, relation.schema))),
            schema: relation.schema.filter(({ name }) =>
              atLeastOne(names, relation.schema).has(name),
            ),
          };
    case 'select':
      return relation.distinct ? prune(relation) : prune(keepProjections(relation, names));
  }
}

function keepAll(relation: Relation): Relation {
  return relation.kind === 'select' ? prune(relation) : relation;
}

function keepProjections(select: SelectRelation, names: ReadonlySet<string>): SelectRelation {
  const wanted = atLeastOne(names, select.projections);
  const kept: Projection[] = select.projections.filter(({ name }) => wanted.has(name));
  const isAggregate = ({ expression }: Projection) => isComputedOverRows(expression);
  // Without any aggregate, the one row of all would be as many as there are.
  const total =
    block.isTotal(select) && !kept.some(isAggregate)
      ? select.projections.find(isAggregate)
      : undefined;
  return { ...select, projections: total === undefined ? kept : [...kept, total] };
}

/** A SELECT needs a column, even where only rows are counted. */
function atLeastOne(
  names: ReadonlySet<string>,
  columns: readonly { readonly name: string }[],
): ReadonlySet<string> {
  const [first] = columns;
  return names.size > 0 || first === undefined ? names : new Set([first.name]);
}
