import { describeObject, type CatalogTable } from '@ai-etl/core';
import type { EndpointMention, Evidence, ObjectMention } from '../ir/index.ts';
import { lookUp } from '../lexicon/lexicon.ts';
import { fold } from '../text/tokenise.ts';
import type { Choice, PlannerConnection } from '../plan-types.ts';
import { ask, assume, type Findings } from './findings.ts';
import { connectionWords } from './link-connection.ts';
import { nameWords } from './name-words.ts';
import { acceptable, certain, margin, scoreName } from './score-name.ts';

/** A table the words mean. */
export interface LinkedTable {
  readonly table: CatalogTable;
  /** "completed" in "completed orders": a state its rows must have. */
  readonly states: readonly string[];
  /** Words that were said of it and mean nothing known: asked about. */
  readonly unknown: readonly string[];
}

export interface LinkedObjects {
  readonly tables: readonly LinkedTable[];
  /** True when a whole schema is mirrored. */
  readonly mirror: boolean;
}

export interface TablesRequest {
  readonly mention: EndpointMention;
  readonly connection: PlannerConnection;
  /** Words the connection's own name took up. */
  readonly usedWords: readonly string[];
  readonly findings: Findings;
  /** False when nothing may be guessed, as when SQL stands in the text. */
  readonly mayMirror: boolean;
}

/** Above every score that a comment can give. */
const nameMatch = 0.65;

interface Scored {
  readonly table: CatalogTable;
  readonly score: number;
  readonly because: string;
}

/** Finds the tables a source mention means; what is ambiguous or missing becomes a question. */
export function linkTables(request: TablesRequest): LinkedObjects {
  const { mention, usedWords } = request;
  const objects = mention.objects.filter((object) => !isUsed(object, usedWords));
  const named = objects.filter((object) => object.kind !== 'all');
  if (named.length === 0) return mirrorSchema(request, objects.length > 0);
  const linked: LinkedTable[] = [];
  let mirror = false;
  named.forEach((object, index) => {
    const found = linkObject(request, object, index === 0 ? 'object' : `object_${index + 1}`);
    mirror ||= found.mirror;
    linked.push(...found.tables);
  });
  return { tables: uniqueTables(linked), mirror };
}

function isUsed(object: ObjectMention, usedWords: readonly string[]): boolean {
  if (object.kind !== 'words' || usedWords.length === 0) return false;
  return object.words.flatMap((word) => nameWords(word)).every((word) => usedWords.includes(word));
}

function uniqueTables(linked: readonly LinkedTable[]): LinkedTable[] {
  const seen = new Set<CatalogTable>();
  return linked.filter(({ table }) => !seen.has(table) && seen.add(table));
}

function linkObject(request: TablesRequest, object: ObjectMention, id: string): LinkedObjects {
  switch (object.kind) {
    case 'name':
      return linkName(request, object.schema, object.name, { id, evidence: object.evidence });
    case 'words':
      return linkWords(request, object.words, { id, evidence: object.evidence });
    case 'path':
      return askTable(
        request,
        { id, evidence: object.evidence },
        `"${object.path}" is a file, and ${request.connection.name} holds tables. Which table is meant?`,
        [],
      );
    case 'all':
      return mirrorSchema(request, true);
  }
}

interface MentionPlace {
  readonly id: string;
  readonly evidence: Evidence;
}

/** A written name: exact, else the nearest one is asked for, never taken. */
function linkName(
  request: TablesRequest,
  schema: string | null,
  name: string,
  place: MentionPlace,
): LinkedObjects {
  const tables = tablesOf(request.connection);
  const wantedSchema = schema?.split('.').at(-1)?.toLowerCase() ?? null;
  const same = tables.filter(
    ({ object }) =>
      object.name.toLowerCase() === name.toLowerCase() &&
      (wantedSchema === null ||
        (object.schema ?? request.connection.catalog?.defaultSchema ?? '').toLowerCase() ===
          wantedSchema),
  );
  const exact = same.filter(({ object }) => object.name === name);
  const fitting = exact.length > 0 ? exact : same;
  const preferred = fitting.filter(
    ({ object }) => (object.schema ?? '') === request.connection.catalog?.defaultSchema,
  );
  const [table] = preferred.length === 1 ? preferred : fitting;
  if (table !== undefined && (fitting.length === 1 || preferred.length === 1)) return one(table);
  if (fitting.length > 1) {
    return askTable(
      request,
      place,
      `"${name}" is in several schemas. Which one is meant?`,
      fitting.map((found) => ({ table: found, score: 1, because: 'it has this name' })),
    );
  }
  const container = schema === null ? mirrorNamed(request, [fold(name)]) : null;
  if (container !== null) return container;
  const nearest = rank(nameWords(name), tables);
  const [only, second] = nearest.filter((one) => one.score >= certain - 0.001);
  if (only !== undefined && second === undefined && wantedSchema === null)
    return accept(request, only, nearest, place.evidence);
  const written = schema === null ? name : `${schema}.${name}`;
  return askTable(
    request,
    place,
    `There is no table "${written}" in ${request.connection.name}. Which one is meant?`,
    nearest,
  );
}

/** Words: the phrase as a whole, then its noun with what is said of it. */
function linkWords(
  request: TablesRequest,
  words: readonly string[],
  place: MentionPlace,
): LinkedObjects {
  const tables = tablesOf(request.connection);
  const whole = rank(words, tables);
  const exact = whole.filter((one) => one.score >= certain);
  if (exact.length === 1 && exact[0] !== undefined)
    return accept(request, exact[0], whole, place.evidence);
  const container = exact.length === 0 ? mirrorNamed(request, words, whole) : null;
  if (container !== null) return container;
  const [best, second] = whole;
  if (best !== undefined && best.score >= acceptable) {
    if (second === undefined || best.score - second.score > margin)
      return accept(request, best, whole, place.evidence);
    return askTable(
      request,
      place,
      `"${place.evidence.text}" fits several tables of ${request.connection.name}. Which one is meant?`,
      whole,
    );
  }
  if (words.length > 1) {
    const noun = linkNoun(request, words, place);
    if (noun !== null) return noun;
  }
  return askTable(
    request,
    place,
    `There is no table for "${place.evidence.text}" in ${request.connection.name}. Which one is meant?`,
    whole,
  );
}

/** "completed customer orders": the longest ending that is a table; the rest is said of its rows. */
function linkNoun(
  request: TablesRequest,
  words: readonly string[],
  place: MentionPlace,
): LinkedObjects | null {
  const tables = tablesOf(request.connection);
  for (let at = 1; at < words.length; at += 1) {
    const ranked = rank(words.slice(at), tables);
    const [best, second] = ranked;
    if (best === undefined || best.score < acceptable) continue;
    const tied =
      second !== undefined && best.score < certain && best.score - second.score <= margin;
    if (tied)
      return askTable(
        request,
        place,
        `"${place.evidence.text}" fits several tables of ${request.connection.name}. Which one is meant?`,
        ranked,
      );
    const said = words.slice(0, at);
    const states = said.flatMap((word) => stateWord(word));
    const unknown = said.filter(
      (word) => stateWord(word).length === 0 && !isHarmless(request, word, best.table),
    );
    if (best.score < certain) accept(request, best, ranked, place.evidence);
    return { tables: [{ table: best.table, states, unknown }], mirror: false };
  }
  return null;
}

function stateWord(word: string): string[] {
  const sense = lookUp(word).find((one) => one.tag === 'state');
  if (sense === undefined) return [];
  return [sense.value === '' ? word : String(sense.value)];
}

/** "sales orders" in the sales database, "customer orders" where orders know their customers. */
function isHarmless(request: TablesRequest, word: string, table: CatalogTable): boolean {
  const lemmas = nameWords(word);
  const { connection } = request;
  const around = [
    ...connectionWords(connection),
    ...nameWords(connection.database ?? ''),
    ...nameWords(table.object.schema ?? ''),
    ...nameWords(connection.type),
    ...table.foreignKeys.flatMap((key) => nameWords(key.references.name)),
  ];
  return lemmas.every((one) => around.includes(one));
}

/** The words are the name of a database, connection or schema: all of its tables. */
function mirrorNamed(
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
function mirrorSchema(request: TablesRequest, said: boolean): LinkedObjects {
  const { connection, mention, mayMirror } = request;
  const wanted = mention.place.flatMap((word) => nameWords(word)).join(' ');
  const tables = baseTables(connection);
  const schemas = [...new Set(tables.map((table) => table.object.schema ?? ''))];
  const named =
    wanted === '' ? undefined : schemas.find((schema) => nameWords(schema).join(' ') === wanted);
  if (named !== undefined) return mirror(request, named, null);
  const place = { id: 'object', evidence: mention.evidence[0] ?? { start: 0, end: 0, text: '' } };
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
  const tables = baseTables(connection).filter(
    (table) => schema === null || (table.object.schema ?? '') === schema,
  );
  if (tables.length === 0) return { tables: [], mirror: true };
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

function baseTables(connection: PlannerConnection): readonly CatalogTable[] {
  return tablesOf(connection).filter((table) => table.kind === 'table');
}

function tablesOf(connection: PlannerConnection): readonly CatalogTable[] {
  return connection.catalog?.tables ?? [];
}

/** All tables by score, best first; ties keep the order of names, so answers do not wander. */
function rank(words: readonly string[], tables: readonly CatalogTable[]): Scored[] {
  return tables
    .map((table) => ({ table, ...scoreName(words, table.object.name, table.comment) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        (describeObject(a.table.object) < describeObject(b.table.object) ? -1 : 1),
    );
}

function accept(
  request: TablesRequest,
  best: Scored,
  ranked: readonly Scored[],
  evidence: Evidence,
): LinkedObjects {
  if (best.score < certain) {
    assume(request.findings, {
      path: `sources.${best.table.object.name}.object`,
      value: describeObject(best.table.object),
      because: `"${evidence.text}" names no table; ${best.because}`,
      alternatives: ranked
        .slice(1, 4)
        .filter((one) => one.score > 0)
        .map((one) => describeObject(one.table.object)),
    });
  }
  return one(best.table);
}

function one(table: CatalogTable): LinkedObjects {
  return { tables: [{ table, states: [], unknown: [] }], mirror: false };
}

function askTable(
  request: TablesRequest,
  place: MentionPlace,
  question: string,
  ranked: readonly Scored[],
): LinkedObjects {
  const { connection, findings } = request;
  const tables = tablesOf(connection);
  const close = ranked.filter((one) => one.score > 0);
  const offered = (close.length > 0 ? close : rank([], tables)).map(toChoice);
  const everything: Choice[] =
    baseTables(connection).length > 1
      ? [{ value: '*', label: 'all tables', because: `everything in ${connection.name}` }]
      : [];
  const answer = ask(findings, {
    id: place.id,
    field: 'object',
    question,
    choices: [...offered.slice(0, 19), ...everything],
    multiple: true,
    accept: (text) => findWritten(tables, text),
  });
  if (answer === null) return { tables: [], mirror: false };
  if (answer.includes('*')) return mirror(request, null, null);
  const chosen = tables.filter((table) => answer.includes(describeObject(table.object)));
  return { tables: chosen.map((table) => ({ table, states: [], unknown: [] })), mirror: false };
}

function toChoice(scored: Scored): Choice {
  const rows = scored.table.estimatedRows;
  const size = rows === null ? '' : `, about ${rows} rows`;
  return {
    value: describeObject(scored.table.object),
    label: describeObject(scored.table.object),
    because: `${scored.score > 0 ? scored.because : 'it is there'}${size}`,
  };
}

/** A table named in an answer, with or without its schema. */
function findWritten(tables: readonly CatalogTable[], text: string): string | null {
  const wanted = text.toLowerCase();
  const found = tables.filter(
    ({ object }) =>
      object.name.toLowerCase() === wanted || describeObject(object).toLowerCase() === wanted,
  );
  const [table] = found;
  return table !== undefined && found.length === 1 ? describeObject(table.object) : null;
}
