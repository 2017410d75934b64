import { gainOf, type Item } from '../items/item.ts';
import { articles } from '../name-spans.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { CatalogTable } from '@ai-etl/core';
import { type Word } from '../words.ts';
import { isOfSide, type Side } from './way-sides.ts';
import { strandedHints } from './way-verbs.ts';
import { roleFit } from './role-words.ts';
import type { RoleTable } from './role-tables.ts';
import { roleNounAt } from './side-nouns.ts';

/** "The destination of at least 3 crossings", "used as the starting point of": what some rows are to others. */
interface Said {
  readonly role: RoleTable;
  readonly length: number;
}

const verb = /^(?:used|uses|use|using|serves?|served|serving|acts?|acted|acting)$/u;
/** Verbs of those at one end. */
const doing: readonly (readonly [RegExp, Side])[] = [
  [/^(?:receives?|received|receiving)$/u, 'goal'],
  [/^(?:sends?|sent|sending|dispatch(?:es|ed|ing)?)$/u, 'origin'],
];
const joining = /^(?:of|for|in|on)$/u;
/** Between the rows and what they are: "that are never". */
const linking =
  /^(?:that|which|who|are|is|was|were|be|been|being|have|has|had|not|never|ever|no|n't|do|does|did|still|often|also)$/u;
const mostAhead = 6;

/** Tables that words name, where words behind them say which key of others leads to those rows. */
export function inRoleSaid(
  named: readonly Named<CatalogTable>[],
  words: readonly Word[],
  after: number,
  index: SchemaIndex,
): readonly Named<CatalogTable>[] {
  const [best] = named;
  if (best === undefined) return named;
  const role = roleBehind(best.what, words, after, index);
  return role === null ? named : [{ what: role.table, score: best.score }];
}

/** The same of columns: "port codes that are the destination of". */
export function fieldsInRoleSaid(
  named: readonly Named<Field>[],
  words: readonly Word[],
  after: number,
  index: SchemaIndex,
): readonly Named<Field>[] {
  const [best] = named;
  if (best === undefined) return named;
  const { table } = best.what;
  const role = roleBehind(table, words, after, index);
  if (role === null) return named;
  return named.map((one) =>
    one.what.table === table ? { ...one, what: { ...one.what, table: role.table } } : one,
  );
}

function roleBehind(
  table: CatalogTable,
  words: readonly Word[],
  after: number,
  index: SchemaIndex,
): RoleTable | null {
  const roles = rolesOf(table, index);
  if (roles.length === 0) return null;
  const stranded = strandedHints(words, after - 1);
  if (stranded.length > 0) return roles.find((role) => roleFit(role, stranded) === 1) ?? null;
  // "ports that are in the north but were never the destination of".
  const places = words.flatMap((_, at) => (at >= after && isBehind(words, at, after) ? [at] : []));
  const said = places.map((at) => saidAt(words, at, roles, index)).find((one) => one !== null);
  return said?.role ?? roleHad(words, after, roles)?.role ?? null;
}

/** "For each port, how many crossings have it as destination?": the rows named first, as others have them. */
function roleHad(
  words: readonly Word[],
  after: number,
  roles: readonly RoleTable[],
): (Said & { readonly at: number }) | null {
  const it = words.findIndex(({ lower }, at) => at >= after && /^(?:it|them)$/u.test(lower));
  if (it < 0 || !having.test(words[it - 1]?.lower ?? '') || words[it + 1]?.lower !== 'as')
    return null;
  const from = articles.has(words[it + 2]?.lower ?? '') ? it + 3 : it + 2;
  for (const role of roles) {
    const length = roleNounAt(words, from, role);
    if (length > 0) return { role, at: it - 1, length: from + length - it + 1 };
  }
  return null;
}

const having = /^(?:has|have|had|use|uses|used|using|with)$/u;

/** Behind "are", "never", "used as"; a verb of its own right behind the rows. */
function isBehind(words: readonly Word[], at: number, after: number): boolean {
  return (
    at === after || linking.test(words[at - 1]?.lower ?? '') || verb.test(words[at]?.lower ?? '')
  );
}

/** How many words say that rows named before are had in a role; 0: none do. */
function hadAt(words: readonly Word[], at: number, index: SchemaIndex): number {
  const roles = words
    .slice(0, at)
    .flatMap((word) => namedAt(word, index))
    .flatMap((table) => rolesOf(table, index));
  const had = roleHad(words, at, roles);
  return had?.at === at ? had.length : 0;
}

function rolesOf(table: CatalogTable, { roles }: SchemaIndex): readonly RoleTable[] {
  return roles.of(table).filter(({ isOneOfSeveral }) => isOneOfSeveral);
}

/** The words that say so: the rows are to have what follows. */
export function roleOfRowsItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  if (index.roles.tables.length === 0 || words[at]?.kind !== 'word') return [];
  const had = having.test(words[at].lower) ? hadAt(words, at, index) : 0;
  if (had > 0) {
    const gain = gainOf(had, weights.parse.cue);
    return [{ kind: 'skip', isContent: false, isVerb: true, start: at, end: at + had, gain }];
  }
  if (!isBehind(words, at, 0) && !doing.some(([said]) => said.test(words[at]?.lower ?? '')))
    return [];
  const bases = words.slice(0, at).flatMap((word) => namedAt(word, index));
  const roles = bases.flatMap((base) => rolesOf(base, index));
  const said = roles.length === 0 ? null : saidAt(words, at, roles, index);
  if (said === null) return [];
  const gain = gainOf(said.length, weights.parse.cue);
  return [{ kind: 'cue', cue: { kind: 'relative' }, start: at, end: at + said.length, gain }];
}

function saidAt(
  words: readonly Word[],
  from: number,
  roles: readonly RoleTable[],
  index: SchemaIndex,
): Said | null {
  const side = doing.find(([said]) => said.test(words[from]?.lower ?? ''))?.[1];
  const doer = side === undefined ? undefined : roles.find(({ parts }) => isOfSide(parts, side));
  if (doer !== undefined && isOfRows(words, from + 1, doer, index))
    return { role: doer, length: 1 };
  let at = from;
  if (verb.test(words[at]?.lower ?? '') && words[at + 1]?.lower === 'as') at += 2;
  if (articles.has(words[at]?.lower ?? '')) at += 1;
  for (const role of roles) {
    const length = roleNounAt(words, at, role);
    const end = at + length + 1;
    if (length === 0 || !joining.test(words[end - 1]?.lower ?? '')) continue;
    if (isOfRows(words, end, role, index)) return { role, length: end - from };
  }
  return null;
}

/** Whether rows that lead to those in the role are named from a place on. */
function isOfRows(
  words: readonly Word[],
  at: number,
  { edges }: RoleTable,
  index: SchemaIndex,
): boolean {
  const owners = edges.map(({ many }) => many);
  return words
    .slice(at, at + mostAhead)
    .some((word) => namedAt(word, index).some((table) => owners.includes(table)));
}

function namedAt(word: Word | undefined, index: SchemaIndex): readonly CatalogTable[] {
  if (word?.kind !== 'word') return [];
  return index
    .tablesNamed([word.lemma])
    .filter(({ score }) => score >= weights.link.akin)
    .map(({ what }) => index.roles.roleOf(what)?.base ?? what);
}
