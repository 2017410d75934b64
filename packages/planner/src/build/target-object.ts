import { describeObject, type ObjectName } from '@ai-etl/core';
import type { EndpointMention, ObjectMention } from '../ir/index.ts';
import { askOne, assume, type Findings } from '../link/findings.ts';
import { nameWords } from '../link/name-words.ts';
import { certain, scoreName } from '../link/score-name.ts';
import type { PlannerConnection } from '../plan-types.ts';
import type { BuiltBranch } from './branch.ts';
import { toId } from './node-id.ts';

/** Rows to be written: where they come from, and what their table is called unless words name it. */
export type WrittenRows = Pick<BuiltBranch, 'branch' | 'reads' | 'name'>;

/** A target, and the branches written to it. */
export interface TargetRequest {
  readonly mention: EndpointMention;
  readonly connection: PlannerConnection;
  readonly usedWords: readonly string[];
  readonly branches: readonly WrittenRows[];
  readonly findings: Findings;
}

/** The table each branch is written to, by branch id: as named, else the source's own name. */
export function nameTargets(request: TargetRequest): ReadonlyMap<string, ObjectName> {
  const { branches, connection } = request;
  const named = namedObject(request);
  const [only] = branches;
  const schema = namedSchema(request) ?? named?.schema ?? defaultSchema(connection);
  if (named === null) return sameNames(request, schema);
  if (branches.length === 1 && only !== undefined) {
    const container = named.schema === undefined && isSchemaOnly(connection, named.name);
    if (container) return sameNames(request, named.name);
    return new Map([
      [only.branch.id, settleSelf(only, { ...objectIn(schema, named.name) }, request)],
    ]);
  }
  const chosen = isSchemaOnly(connection, named.name) ? 'schema' : askSeveral(request, named.name);
  return sameNames(request, chosen === 'schema' ? named.name : schema);
}

function namedObject(request: TargetRequest): ObjectName | null {
  const { mention, connection, usedWords } = request;
  const object =
    mention.objects.find((one) => one.kind === 'name') ??
    mention.objects.find((one) => one.kind === 'words' && !isUsed(one, usedWords, mention));
  if (object?.kind === 'name') return objectIn(object.schema?.split('.').at(-1), object.name);
  if (object?.kind !== 'words') return null;
  const known = (connection.catalog?.tables ?? []).find(
    (table) => scoreName(object.words, table.object.name).score >= certain,
  );
  return known === undefined
    ? { name: toId(object.words.join('_')) }
    : objectIn(known.object.schema, known.object.name);
}

function isUsed(
  object: ObjectMention,
  usedWords: readonly string[],
  mention: EndpointMention,
): boolean {
  if (object.kind !== 'words') return false;
  if (mention.system === null) return true;
  return object.words.flatMap((word) => nameWords(word)).every((word) => usedWords.includes(word));
}

function objectIn(schema: string | undefined, name: string): ObjectName {
  return schema === undefined || schema === '' ? { name } : { schema, name };
}

/** "database analytics", "schema dw": unless these words named the connection. */
function namedSchema(request: TargetRequest): string | undefined {
  const { mention, connection, usedWords } = request;
  if (mention.container !== 'schema' && mention.container !== 'database') return undefined;
  const words = mention.place.flatMap((word) => nameWords(word));
  if (words.every((word) => usedWords.includes(word))) return undefined;
  const written = mention.place.join('_');
  const schemas = schemasOf(connection);
  return schemas.find((schema) => nameWords(schema).join(' ') === words.join(' ')) ?? written;
}

function schemasOf(connection: PlannerConnection): string[] {
  const tables = connection.catalog?.tables ?? [];
  return [
    ...new Set([
      ...tables.flatMap((table) => table.object.schema ?? []),
      ...(connection.catalog === null ? [] : [connection.catalog.defaultSchema]),
    ]),
  ];
}

/** A name that is a schema there, and no table. */
function isSchemaOnly(connection: PlannerConnection, name: string): boolean {
  const table = connection.catalog?.tables.some((one) => one.object.name === name) === true;
  return !table && schemasOf(connection).includes(name);
}

function defaultSchema(connection: PlannerConnection): string | undefined {
  const schema = connection.catalog?.defaultSchema;
  return schema === '' ? undefined : schema;
}

/** Every branch keeps its table's name; names that meet take their schema along. */
function sameNames(
  request: TargetRequest,
  schema: string | undefined,
): ReadonlyMap<string, ObjectName> {
  const { branches, findings } = request;
  const names = branches.map((one) => one.name);
  const result = new Map<string, ObjectName>();
  for (const one of branches) {
    const { branch } = one;
    const twice = names.filter((name) => name === one.name).length > 1;
    const before = branch.table.object.schema ?? branch.connection.type;
    const name = twice ? `${before}_${one.name}` : one.name;
    result.set(branch.id, settleSelf(one, objectIn(schema, name), request));
  }
  const [first] = result.values();
  const many = branches.length > 1;
  if (first !== undefined) {
    assume(findings, {
      path: 'targets.*.object',
      value: many
        ? `${schema === undefined ? '' : `${schema}.`}<the source table's name>`
        : describeObject(first),
      because: 'no target table is named',
    });
  }
  return result;
}

/** A table must not be overwritten by itself: another name is asked for. */
function settleSelf(
  { branch, reads }: WrittenRows,
  object: ObjectName,
  request: TargetRequest,
): ObjectName {
  const { connection, findings, branches } = request;
  const schema = connection.catalog?.defaultSchema;
  const same = reads.find(
    ({ connection: source, table }) =>
      connection.id === source.id &&
      table.object.name === object.name &&
      (table.object.schema ?? schema) === (object.schema ?? schema),
  );
  if (same === undefined) return object;
  const own = same.table.object;
  const name = askOne(findings, {
    id: branches.length === 1 ? 'target_object' : `target_object_${branch.id}`,
    field: 'target_object',
    question: `${describeObject(own)} would be written over itself. What should the new table be called?`,
    choices: [
      { value: `${own.name}_copy`, label: `${own.name}_copy`, because: 'a table beside it' },
    ],
    accept: (text) =>
      /^[\p{L}_][\p{L}\p{N}_]{0,62}$/u.test(text) && text !== own.name ? text : null,
  });
  return name === null ? object : objectIn(object.schema, name);
}

function askSeveral(request: TargetRequest, name: string): 'schema' | 'same' {
  const answer = askOne(request.findings, {
    id: 'target_object',
    field: 'target_object',
    question: `${request.branches.length} tables cannot all be written to "${name}". Where should they go?`,
    choices: [
      {
        value: 'schema',
        label: `schema ${name}`,
        because: 'one table each, under their own names',
      },
      {
        value: 'same',
        label: 'the default schema',
        because: 'one table each, under their own names',
      },
    ],
  });
  return answer === 'schema' ? 'schema' : 'same';
}
