import { describeObject, type CatalogTable } from '@ai-etl/core';
import type { PlannerConnection } from '../plan-types.ts';
import { askTable, baseTables, maxTables, rank } from './ask-table.ts';
import { assume } from './findings.ts';
import { connectionWords } from './link-connection.ts';
import { nameWords } from './name-words.ts';
import { objectId, type LinkedObjects, type Scored, type TablesRequest } from './tables-request.ts';

/** Above every score that a comment can give. */
const nameMatch = 0.65;

/** The words are the name of a database, connection or schema: all of its tables. */
export function mirrorNamed(
  request: TablesRequest,
  words: readonly string[],
  ranked: readonly Scored[] = [],
): LinkedObjects | null {
  const { connection, mayMirror } = request;
  // A comment that holds the word is weaker than the database's own name.
  if (!mayMirror || (ranked[0]?.score ?? 0) >= nameMatch) return null;
  const wanted = words.flatMap((word) => nameWords(word)).join(' ');
  const schemas = [...new Set(baseTables(connection).map((table) => table.object.schema ?? ''))];
  const schema = schemas.find((one) => nameWords(one).join(' ') === wanted);
  if (schema !== undefined)
    return mirror(request, schema, `"${words.join(' ')}" is the name of the schema`);
  const database =
    connection.database !== undefined && nameWords(connection.database).join(' ') === wanted;
  const name = connectionWords(connection).join(' ') === wanted;
  if (!database && !name) return null;
  const what = database ? 'database' : 'connection';
  return mirror(
    request,
    defaultSchema(connection),
    `no table is called "${words.join(' ')}", it is the name of the ${what}`,
  );
}

/** No table is named: the whole schema, as a stated assumption, if that is not a guess. */
export function mirrorSchema(request: TablesRequest, said: boolean): LinkedObjects {
  const { connection, mention, mayMirror } = request;
  const wanted = mention.place.flatMap((word) => nameWords(word)).join(' ');
  const tables = baseTables(connection);
  const schemas = [...new Set(tables.map((table) => table.object.schema ?? ''))];
  const named =
    wanted === '' ? undefined : schemas.find((schema) => nameWords(schema).join(' ') === wanted);
  if (named !== undefined) return mirror(request, named, null);
  const place = {
    id: objectId(request, 0),
    evidence: mention.evidence[0] ?? { start: 0, end: 0, text: '' },
  };
  if (mention.container === 'schema' && wanted !== '') {
    return askTable(
      request,
      place,
      `There is no schema "${mention.place.join(' ')}" in ${connection.name}. Which tables are meant?`,
      rank([], tables),
    );
  }
  const schema = defaultSchema(connection);
  if (!mayMirror || schema === null || tables.length === 0) {
    const problem =
      tables.length === 0 ? `${connection.name} shows no tables.` : 'No table is named.';
    return askTable(request, place, `${problem} Which tables should be loaded?`, rank([], tables));
  }
  return mirror(request, schema, said ? null : 'no table is named');
}

function mirror(
  request: TablesRequest,
  schema: string | null,
  because: string | null,
): LinkedObjects {
  const { connection, findings } = request;
  const tables = baseTables(connection)
    .filter((table) => schema === null || (table.object.schema ?? '') === schema)
    .toSorted(byName);
  if (tables.length === 0) return { tables: [], mirror: true };
  if (tables.length > maxTables) {
    const question = `${connection.name} has ${tables.length} tables; a pipeline holds ${maxTables}. Which should be loaded?`;
    const evidence = request.mention.evidence[0] ?? { start: 0, end: 0, text: '' };
    return askTable(request, { id: objectId(request, 0), evidence }, question, []);
  }
  if (because !== null) {
    const place =
      schema === null || schema === '' ? connection.name : `${connection.name}, schema ${schema}`;
    assume(findings, {
      path: 'sources',
      value: `all ${tables.length} tables of ${place}`,
      because,
      alternatives: tables.map((table) => `only ${table.object.name}`),
    });
  }
  return { tables: tables.map((table) => ({ table, states: [], unknown: [] })), mirror: true };
}

/** The default schema when it holds tables, else the only one that does; null when that is open. */
function defaultSchema(connection: PlannerConnection): string | null {
  const tables = baseTables(connection);
  const own = connection.catalog?.defaultSchema ?? '';
  const schemas = [...new Set(tables.map((table) => table.object.schema ?? own))];
  if (schemas.includes(own))
    return tables.some((table) => table.object.schema === undefined) ? '' : own;
  return schemas.length === 1 ? (schemas[0] ?? null) : null;
}

/** The order of a catalog is its connector's business; a spec must not depend on it. */
function byName(a: CatalogTable, b: CatalogTable): number {
  return describeObject(a.object) < describeObject(b.object) ? -1 : 1;
}
