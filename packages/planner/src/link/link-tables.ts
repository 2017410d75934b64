import { describeObject, diagnostic, type CatalogTable } from '@ai-etl/core';
import type { Evidence, ObjectMention } from '../ir/index.ts';
import { lookUp } from '../lexicon/lexicon.ts';
import { fold } from '../text/tokenise.ts';
import { askTable, rank, tablesOf } from './ask-table.ts';
import { assume } from './findings.ts';
import { connectionWords } from './link-connection.ts';
import { mirrorNamed, mirrorSchema } from './mirror-schema.ts';
import { nameWords } from './name-words.ts';
import { conditionCalled } from './own-names.ts';
import { acceptable, certain, margin } from './score-name.ts';
import {
  objectId,
  type LinkedObjects,
  type LinkedTable,
  type MentionPlace,
  type Scored,
  type TablesRequest,
} from './tables-request.ts';

/** Finds the tables a source mention means; what is ambiguous or missing becomes a question. */
export function linkTables(request: TablesRequest): LinkedObjects {
  const { mention, usedWords } = request;
  const objects = mention.objects.filter((object) => !isUsed(object, usedWords));
  const named = withoutTalk(
    request,
    objects.filter((object) => object.kind !== 'all'),
  );
  if (named.length === 0) return mirrorSchema(request, objects.length > 0);
  const linked: LinkedTable[] = [];
  let mirror = false;
  named.forEach((object, index) => {
    const found = linkObject(request, object, objectId(request, index));
    mirror ||= found.mirror;
    linked.push(...found.tables);
  });
  return { tables: uniqueTables(linked), mirror };
}

/**
 * "Copy adverts … from ClickHouse ads.creatives": beside a table written by its name, words that
 * name no table only describe it. They are reported, not asked about.
 */
function withoutTalk(request: TablesRequest, objects: readonly ObjectMention[]): ObjectMention[] {
  const tables = tablesOf(request.connection);
  const written = objects.some(
    (object) =>
      object.kind === 'name' &&
      tables.some((table) => table.object.name.toLowerCase() === object.name.toLowerCase()),
  );
  return objects.filter((object) => {
    if (!written || object.kind !== 'words') return true;
    const nouns = [object.words, object.words.slice(-1)];
    const linked = nouns.some((words) => (rank(words, tables)[0]?.score ?? 0) >= certain);
    if (!linked) {
      request.findings.diagnostics.push(
        diagnostic(
          'WORDS_NOT_UNDERSTOOD',
          'description',
          `"${object.evidence.text}" names no table and had no effect.`,
          'If it matters, say it in other words.',
        ),
      );
    }
    return linked;
  });
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
      return linkAddress(request, object.path, { id, evidence: object.evidence });
    case 'all':
      return mirrorSchema(request, true);
  }
}

/** "https://api.example.com/v1/orders" of a web API: its last part names what is read. */
function linkAddress(request: TablesRequest, path: string, place: MentionPlace): LinkedObjects {
  const { connection } = request;
  const last =
    path
      .split(/[?#]/u)[0]
      ?.split('/')
      .findLast((part) => part !== '') ?? '';
  const table = tablesOf(connection).find(
    ({ object }) => object.name.toLowerCase() === last.toLowerCase(),
  );
  if (table !== undefined && /^https?:/iu.test(path)) return one(table);
  const question = `"${path}" is a file, and ${connection.name} holds tables. Which table is meant?`;
  return askTable(request, place, question, []);
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
  const own = tables.filter((table) => conditionCalled(words, table) !== undefined);
  if (own.length === 1 && own[0] !== undefined)
    return { tables: [{ table: own[0], states: [words.join(' ')], unknown: [] }], mirror: false };
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
    const owned = ownStates(words.slice(0, at), best.table);
    const said = owned.rest;
    const states = [...owned.states, ...said.flatMap((word) => stateWord(word))];
    const unknown = said.filter(
      (word) => stateWord(word).length === 0 && !isHarmless(request, word, best.table),
    );
    if (best.score < certain) accept(request, best, ranked, place.evidence);
    return { tables: [{ table: best.table, states, unknown }], mirror: false };
  }
  return null;
}

/** Words that a project has for rows of the table, the longest first; and those that are left. */
function ownStates(
  words: readonly string[],
  table: CatalogTable,
): { readonly states: readonly string[]; readonly rest: readonly string[] } {
  const states: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const lengths = Array.from(
      { length: words.length - at },
      (_, less) => words.length - at - less,
    );
    const length = lengths.find(
      (one) => conditionCalled(words.slice(at, at + one), table) !== undefined,
    );
    if (length === undefined) rest.push(words[at] ?? '');
    else {
      states.push(words.slice(at, at + length).join(' '));
      at += length - 1;
    }
  }
  return { states, rest };
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
