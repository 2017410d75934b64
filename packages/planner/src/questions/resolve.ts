import type { CatalogTable } from '@ai-etl/core';
import { isMoment } from '../link/link-column.ts';
import { belongsTo, type JoinEdge } from '../query/join-graph.ts';
import type { AmountIndex } from './amounts/amount-index.ts';
import type { Distance } from './distance.ts';
import { measuresOf, type ColumnMention, type Form, type TableMention } from './form.ts';
import { columnPlaces, tableMentions, type Place } from './places.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import { chooseTables, type TableChoice } from './choose-table.ts';
import type { Roles } from './roles/role-tables.ts';
import { roleFit, sideFit } from './roles/role-words.ts';
import { isOnlyKey } from './name-index.ts';
import { partsOf } from './name-parts.ts';
import { isNamedSo, isPlaced } from './value-hints.ts';
import { nameColumn, namingColumns } from './naming.ts';
import { amountOfLines } from './shapes/amounts-of-lines.ts';
import { toldMoments } from './times/told-moments.ts';
import { weights } from './weights.ts';

/** Which column or table each mention of a form means. */
export interface Resolution {
  readonly fieldOf: (mention: ColumnMention) => Field;
  readonly tableOf: (mention: TableMention) => CatalogTable;
  readonly score: number;
}

const mostVariants = 8;

/** The best ways to tie the mentions of a form to columns, best first. */
export function resolveForm(
  form: Form,
  {
    distance,
    roles,
    edges,
    amounts,
  }: Pick<SchemaIndex, 'roles' | 'edges' | 'amounts'> & { readonly distance: Distance },
): readonly Resolution[] {
  const places = columnPlaces(form);
  const mentions = places.map(({ mention }) => mention);
  const tableOf = chooseTables(tableMentions(form), mentions, distance);
  const context: Context = { form, table: tableOf, distance, roles, edges, amounts };
  const fitting = improved(assign(places, context), places, context);
  const chosen = withAmountsOfLines(fitting, context);
  const used = usedTables(chosen, form, tableOf);
  const facts = factsOf(form, chosen, { tableOf, amounts });
  const others = places.flatMap((place) => {
    const [best, ...next] = rank(place, { ...context, used, facts });
    return next.slice(0, 2).flatMap((other) => {
      const lost = (best?.score ?? 0) - other.score;
      if (lost > 0.3) return [];
      // Counted from what was chosen: that was ranked when its table was not used yet.
      const score = (chosen.get(place.mention)?.score ?? other.score) - Math.max(0, lost);
      const choice = withAmountsOfLines(
        new Map([...chosen, [place.mention, { ...other, score }]]),
        context,
      );
      const regret = weights.resolve.regret * lost + 0.02;
      return [{ choice, regret }];
    });
  });
  return [{ choice: chosen, regret: 0 }, ...others]
    .slice(0, mostVariants)
    .map(({ choice, regret }) => ({
      fieldOf: (mention) => {
        const found = choice.get(mention)?.what ?? mention.alternatives[0]?.what;
        if (found === undefined) throw new Error(`No column is named by "${mention.words}".`);
        return found;
      },
      tableOf,
      score: totalOf(choice, form, tableOf, distance) - regret,
    }));
}

interface Context {
  readonly form: Form;
  readonly table: (mention: TableMention) => CatalogTable;
  readonly distance: Distance;
  readonly roles: Roles;
  readonly edges: readonly JoinEdge[];
  readonly amounts: AmountIndex;
}

/** A column for a mention: `link` is how well the words name it, `score` counts where it stands too. */
interface Ranked extends Named<Field> {
  readonly link: number;
  /** Of rows that link those asked for to others. */
  readonly isOfLink?: boolean;
}

type Choice = ReadonlyMap<ColumnMention, Ranked>;

/** Unambiguous mentions first; each choice makes its table cheaper for the next. */
function assign(
  places: readonly Place[],
  context: Context,
  given: Choice = new Map<ColumnMention, Ranked>(),
): Choice {
  const choice = new Map(given);
  const ordered = places.toSorted(
    (a, b) =>
      Number(isImplied(a)) - Number(isImplied(b)) ||
      tablesIn(a.mention) - tablesIn(b.mention) ||
      a.mention.at - b.mention.at,
  );
  for (const place of ordered) {
    if (given.has(place.mention)) continue;
    const used = usedTables(choice, context.form, context.table);
    const facts = factsOf(context.form, choice, {
      tableOf: context.table,
      amounts: context.amounts,
    });
    const [best] = rank(place, { ...context, used, facts });
    if (best !== undefined) choice.set(place.mention, best);
  }
  return choice;
}

/**
 * A choice that fits better as a whole, where there is one: each mention that names columns of several tables equally
 * well is tried with another one of them, and the rest follow. "How big is Texas": of two areas that of states.
 */
function improved(first: Choice, places: readonly Place[], context: Context): Choice {
  // Which moment is meant follows from what is counted.
  if (places.length < 2 || places.some(isImplied)) return first;
  const nothing = { used: new Set<CatalogTable>(), facts: noFacts };
  let best = { choice: first, fit: fitOf(first, places, context) + leastBetter };
  for (const place of places) {
    const alike = rank(place, { ...context, ...nothing }).filter(
      ({ link, what }, _, all) =>
        link >= (all[0]?.link ?? 0) - leastBetter && !isSame(what, first.get(place.mention)?.what),
    );
    for (const other of alike.slice(0, 2)) {
      const choice = assign(places, context, new Map([[place.mention, other]]));
      const fit = fitOf(choice, places, context);
      if (fit > best.fit) best = { choice, fit };
    }
  }
  return best.choice;
}

/** A choice in which no total is added up once for each of its lines, where these have amounts of their own. */
function withAmountsOfLines(choice: Choice, { form, table, edges, amounts }: Context): Choice {
  const fieldOf = (mention: ColumnMention): Field | undefined => choice.get(mention)?.what;
  const context = { form, fieldOf, tableOf: table, edges, amounts };
  return new Map(
    [...choice].map(([mention, ranked]) => {
      const what = amountOfLines(mention, context);
      return [mention, what === null ? ranked : { ...ranked, what }] as const;
    }),
  );
}

/** Columns of roles are made anew for each mention. */
function isSame(a: Field, b: Field | undefined): boolean {
  return a.table === b?.table && a.column === b.column;
}

const leastBetter = 0.05;
/** More than what a table earns by being used. */
const perTable = 0.3;
const noFacts: Facts = { tables: new Set(), fields: new Set() };

/** How well a choice fits once all of it is known. */
function fitOf(choice: Choice, places: readonly Place[], context: Context): number {
  const used = usedTables(choice, context.form, context.table);
  const facts = factsOf(context.form, choice, {
    tableOf: context.table,
    amounts: context.amounts,
  });
  const found = places.map((place) => {
    const what = choice.get(place.mention)?.what;
    return rank(place, { ...context, used, facts }).find((one) => isSame(one.what, what));
  });
  // What links others is joined anyway.
  const links = new Set(found.flatMap((one) => (one?.isOfLink === true ? [one.what.table] : [])));
  return (
    found.reduce((sum, one) => sum + (one?.score ?? 0), 0) - perTable * (used.size - links.size)
  );
}

/** What no word names is told by all that is named. */
function isImplied({ mention }: Place): boolean {
  return mention.implies !== undefined;
}

function tablesIn(mention: ColumnMention): number {
  const least = (mention.alternatives[0]?.score ?? 0) - 0.1;
  return mention.alternatives.filter((one) => one.score >= least).length;
}

function rank(
  { mention, within }: Place,
  {
    form,
    table,
    distance,
    used,
    facts,
    roles,
    edges,
  }: Context & { readonly used: ReadonlySet<CatalogTable>; readonly facts: Facts },
): readonly Ranked[] {
  const { resolve } = weights;
  const beside = mention.beside.map(table);
  const entity = within ?? form.entity;
  const about = entity === null ? null : table(entity);
  const cost = (to: CatalogTable): number => {
    const anchors = about === null ? [...used] : [about, ...used];
    if (anchors.length === 0) return 0;
    const near = Math.min(...anchors.map((one) => distance(one, to)));
    const fromAbout = about === null ? near : distance(about, to);
    return near === Number.POSITIVE_INFINITY
      ? resolve.unreachable
      : resolve.step * (0.5 * near + 0.5 * Math.min(fromAbout, 4));
  };
  // "all role codes", "role codes without members": those of roles, not those of the rows that have them.
  const isLone =
    within === null &&
    form.entity === null &&
    form.shows.length === 1 &&
    form.tests.every(({ kind }) => kind === 'exists');
  const named = mention.alternatives[0]?.score ?? 0;
  const isTold = toldMoments(form);
  const aboutFacts =
    within === null ? facts : { tables: new Set([table(within)]), fields: new Set<Field>() };
  const isNamed = (one: CatalogTable): boolean => beside.includes(one) || about === one;
  const isAsked = (one: CatalogTable): boolean => isNamed(one) || used.has(one);
  const ownBest = Math.max(
    0,
    ...mention.alternatives.flatMap((one) => (about === one.what.table ? [one.score] : [])),
  );
  // "quantity" of products on an invoice: products have a `stock_qty`, the lines that link them are called just so.
  const isPartOwn = ownBest > 0 && ownBest < weights.link.sure;
  const isOfLink = ({ table }: Field, link: number): boolean =>
    isPartOwn &&
    link >= weights.link.sure &&
    !isNamed(table) &&
    about !== null &&
    isBetween(table, [about, ...used], distance);
  return mention.alternatives
    .flatMap((one): readonly InRole[] =>
      onlyOfSide([one, ...inRoles(one, mention, { roles, isAsked })], roles, isAsked),
    )
    .map(({ what, score, fit = 0 }) => ({
      what,
      link: score,
      isOfLink: isOfLink(what, score),
      score:
        score +
        resolve.role * Math.max(fit, sideOf(mention, what)) +
        (isNamedSo(mention) && namingColumns(what.table).includes(what.column)
          ? resolve.named
          : 0) -
        (isPlaced(mention) && isOwnName(what, isNamed) ? resolve.insideItself : 0) +
        (beside.includes(what.table) ? resolve.beside : 0) +
        (about === what.table ? resolve.entity : 0) +
        (isOfLink(what, score)
          ? resolve.used + resolve.ofLink + cost(what.table)
          : used.has(what.table)
            ? resolve.used
            : 0) +
        (isLone && score >= named && isOnlyKey(what) ? resolve.ownKey : 0) +
        (mention.implies === undefined
          ? doneScore(mention, what, aboutFacts)
          : factScore(what, aboutFacts) +
            (isTold(what.column) ? weights.time.told : 0) +
            (within === null ? eventScore(what.table, used, edges) : 0)) -
        cost(what.table),
    }))
    .sort((a, b) => b.score - a.score);
}

/** Whether a table is joined on the shortest way between two that are used. */
function isBetween(
  table: CatalogTable,
  used: readonly CatalogTable[],
  distance: Distance,
): boolean {
  return used.some(
    (from) =>
      from !== table &&
      used.some((to) => {
        const whole = distance(from, to);
        if (to === table || to === from || whole < 2 || !Number.isFinite(whole)) return false;
        return distance(from, table) + distance(table, to) === whole;
      }),
  );
}

/** "from Oslo": of two columns that hold Oslo the one that flights come from. */
function sideOf({ hints = [], alternatives }: ColumnMention, { column }: Field): number {
  return alternatives.length > 1 && hints.length > 0 ? sideFit(partsOf(column.name), hints) : 0;
}

/** The tables and columns whose rows are counted or added up. */
interface Facts {
  readonly tables: ReadonlySet<CatalogTable>;
  readonly fields: ReadonlySet<Field>;
}

function factsOf(
  form: Form,
  choice: Choice,
  { tableOf, amounts }: { readonly tableOf: TableChoice; readonly amounts: AmountIndex },
): Facts {
  // "top 5 clients by cost of shipments": what rows are ranked by is added up.
  const ranked = form.limit === null ? [] : form.order.map(({ by }) => by);
  const parts = [
    ...measuresOf(form).map(({ of }) => of),
    ...ranked.filter((by) => by.kind === 'column'),
  ];
  const fields = parts.flatMap((of) => {
    const field = of?.kind === 'column' ? choice.get(of)?.what : undefined;
    return field === undefined ? [] : [field];
  });
  const tables = parts.flatMap((of) => (of?.kind === 'table' ? [tableOf(of)] : []));
  return {
    fields: new Set(fields),
    tables: new Set(
      [...tables, ...fields.map((field) => field.table)].flatMap((table) =>
        // The lines of an order happen when it does.
        table.columns.some(isMoment) ? [table] : [table, ...amounts.wholesOf(table)],
      ),
    ),
  };
}

/** "bookings last month": the moment of what is counted comes before any other. */
function factScore(field: Field, { tables, fields }: Facts): number {
  const { fact } = weights.time;
  return (tables.has(field.table) ? fact : 0) + (fields.has(field) ? fact : 0);
}

/** "orders placed": of several rows that something was done to, those that are counted or added up. */
function doneScore({ alternatives }: ColumnMention, field: Field, facts: Facts): number {
  const isOfSeveral =
    alternatives.length > 1 && alternatives.every(({ what }) => isMoment(what.column));
  return isOfSeveral ? factScore(field, facts) : 0;
}

/** "lab results of the last month, with the patient's name": rows that belong to others are events, and times are of them. */
function eventScore(
  table: CatalogTable,
  used: ReadonlySet<CatalogTable>,
  edges: readonly JoinEdge[],
): number {
  if (!used.has(table)) return 0;
  const isEvent = [...used].some((other) => other !== table && belongsTo(edges, table, other));
  return isEvent ? weights.time.belonging : 0;
}

/** What rows that are asked about are called: a lake in Michigan is not Lake Michigan. */
function isOwnName({ table, column }: Field, isNamed: (table: CatalogTable) => boolean): boolean {
  return isNamed(table) && nameColumn(table) === column;
}

interface InRole extends Named<Field> {
  /** How well the words say the role. */
  readonly fit?: number;
}

/** A column of a table in the roles that are asked about anyway, or that words before it ask for. */
function inRoles(
  { what, score }: Named<Field>,
  mention: ColumnMention,
  { roles, isAsked }: { readonly roles: Roles; readonly isAsked: (table: CatalogTable) => boolean },
): readonly InRole[] {
  if (mention.isBelow === true) return [];
  return roles.of(what.table).flatMap((role): InRole[] => {
    const fit = roleFit(role, mention.hints ?? []);
    if (!isAsked(role.table) && (fit === 0 || !(role.isOneOfSeveral || role.isSelf))) return [];
    return [{ what: { table: role.table, column: what.column }, score, fit }];
  });
}

/** "from Harbour to Centre": where words ask for one of the keys of rows at hand, it is no other one. */
function onlyOfSide(
  [own, ...rest]: readonly InRole[],
  roles: Roles,
  isAsked: (table: CatalogTable) => boolean,
): readonly InRole[] {
  const isSaid = ({ what, fit = 0 }: InRole): boolean => {
    const role = roles.roleOf(what.table);
    return (
      fit === 1 && role?.isOneOfSeveral === true && role.edges.some(({ many }) => isAsked(many))
    );
  };
  const said = rest.filter(isSaid);
  if (said.length > 0) return said;
  return own === undefined ? rest : [own, ...rest];
}

function usedTables(
  choice: Choice,
  form: Form,
  table: (mention: TableMention) => CatalogTable,
): ReadonlySet<CatalogTable> {
  const mentioned = tableMentions(form).map(table);
  return new Set([...mentioned, ...[...choice.values()].map(({ what }) => what.table)]);
}

function totalOf(
  choice: Choice,
  form: Form,
  table: (mention: TableMention) => CatalogTable,
  distance: Distance,
): number {
  const used = [...usedTables(choice, form, table)];
  const links = [...choice.values()].reduce(
    (sum, one) =>
      sum + Math.min(0, one.score - 1) + weights.resolve.link * Math.min(0, one.link - 1),
    0,
  );
  const [first, ...rest] = used;
  const far =
    first === undefined ? 0 : rest.reduce((sum, one) => sum + Math.min(6, distance(first, one)), 0);
  return links - 0.1 * rest.length - 0.03 * far;
}
