import type { EndpointMention, ObjectMention } from '../../ir/index.ts';
import { evidenceOf, free, is, isMarkAt, type Reading } from '../reading.ts';
import type { Anchor } from './anchor.ts';
import { readEndpoints, type Endpoints } from './index.ts';
import { readAnchors } from './read-anchors.ts';
import { mentionOf, settleAnchors, type SettledAnchors } from './settle-anchors.ts';

/**
 * Reads both ends. Systems and addresses anchor them; where one side has none ("from Sales to the
 * warehouse"), or a schema or database is named, phrases between prepositions are read instead.
 */
export function readEnds(
  reading: Reading,
  { checkOnly, joined }: { readonly checkOnly: boolean; readonly joined: readonly ObjectMention[] },
): Endpoints {
  const anchors = hasContainer(reading) ? [] : withNeed(reading, readAnchors(reading));
  const isChecked = checkOnly && anchors.length === 1 && opensWithCheck(reading);
  const settled = isChecked
    ? { sources: anchors, targets: [] }
    : anchors.length === 0
      ? null
      : settleAnchors(anchors, checkOnly);
  if (settled === null) return shareSystem(reading, readEndpoints(reading));
  const sources = behindHeading(
    reading,
    settled,
    settled.sources.map((anchor) => mentionOf(reading, anchor)),
  );
  const targets = withAlias(
    reading,
    settled,
    settled.targets.map((anchor) => mentionOf(reading, anchor)),
  );
  return {
    sources: mergeSame(withLoose(reading, settled, { sources, joined })),
    targets: mergeSame(targets),
  };
}

/**
 * "We are leaving Oracle: migrate CASINO.PLAYERS from there …": a system in a clause that ends in a colon, and
 * its table in the next, written in full and beside no system.
 */
function behindHeading(
  reading: Reading,
  settled: SettledAnchors,
  sources: readonly EndpointMention[],
): readonly EndpointMention[] {
  const [anchor] = settled.sources;
  const [source] = sources;
  if (anchor === undefined || source === undefined || sources.length > 1) return sources;
  const isVague = source.objects.every((one) => one.kind === 'words');
  const isHeading = [1, 2, 3, 4].some((ahead) => isMarkAt(reading, anchor.systemAt + ahead, ':'));
  if (!isVague || !isHeading) return sources;
  const objects = reading.tokens.flatMap((token, at): ObjectMention[] => {
    const dot = token.text.lastIndexOf('.');
    const isFull = free(reading, at)?.kind === 'name' && !token.quoted && dot > 0;
    const isTaken = settled.targets.some(({ from, to }) => at >= from && at < to);
    const evidence = evidenceOf(reading, at, at + 1);
    return isFull && !isTaken
      ? [
          {
            kind: 'name',
            schema: token.text.slice(0, dot),
            name: token.text.slice(dot + 1),
            evidence,
          },
        ]
      : [];
  });
  return objects.length === 0 ? sources : [{ ...source, objects }];
}

/** "Проверяй каждый час, что в ClickHouse x …": where the only place is looked at, and nothing is moved. */
function opensWithCheck(reading: Reading): boolean {
  return /^(?:check|verify|validate|monitor|audit|test|проверяй|проверь|проверить|контролируй|мониторь|следи)$/u.test(
    reading.tokens[0]?.lower ?? '',
  );
}

const needs =
  /^(?:needs?|wants?|requires?|expects?|awaits?|asks|asked|would like|нуж(?:ен|на|но|ны)|жд[еу]т|хо(?:чет|тят)|прос[ия]т)$/u;
/** How far before a system, and how far behind it, its clause is looked at. */
const clauseReach = 12;

/**
 * "Finance needs the journal in Snowflake by noon: Oracle GL.LINES to FIN.LINES": what is needed somewhere goes
 * there, and what moves is told behind the colon.
 */
function withNeed(reading: Reading, anchors: readonly Anchor[]): readonly Anchor[] {
  const [first, ...rest] = anchors;
  const [next] = rest;
  if (first === undefined || next === undefined || first.systemAt < 0 || first.cue === 'source')
    return anchors;
  const word = (at: number): string => reading.tokens[at]?.lower ?? '';
  const before = Array.from({ length: clauseReach }, (_, back) => first.systemAt - 1 - back);
  const isNeeded = before.some((at) => at >= 0 && needs.test(word(at)));
  // "the team wants Postgres orders: …" names what is wanted, not where.
  let lead = first.systemAt - 1;
  while (is(reading, lead, 'determiner')) lead -= 1;
  const isPlace = /^(?:in|into|inside|within|to|on|в|во|на)$/u.test(word(lead));
  const behind = Array.from({ length: clauseReach }, (_, ahead) => first.systemAt + 1 + ahead);
  const colon = behind.find((at) => isMarkAt(reading, at, ':')) ?? -1;
  const isName = free(reading, first.systemAt + 1)?.kind === 'name';
  if (!isNeeded || !isPlace || isName || colon < 0 || next.from < colon) return anchors;
  const object = nameLedTo(reading, colon);
  return [
    {
      ...first,
      from: first.systemAt,
      to: first.systemAt + 1,
      cue: 'target',
      objects: object === null ? [] : [object],
      sure: object !== null,
      joined: false,
      isListed: false,
      partner: false,
    },
    ...rest,
  ];
}

/** "… to FIN.LINES": a name that is led to, beside no system. */
function nameLedTo(reading: Reading, from: number): ObjectMention | null {
  for (let at = from + 1; at < reading.tokens.length; at += 1) {
    const name = free(reading, at + 1);
    const leads = /^(?:to|into|as|->|→|=>|в)$/u.test(free(reading, at)?.lower ?? '');
    if (!leads || name?.kind !== 'name' || is(reading, at + 1, 'system')) continue;
    const dot = name.text.lastIndexOf('.');
    return {
      kind: 'name',
      schema: dot < 0 ? null : name.text.slice(0, dot),
      name: name.text.slice(dot + 1),
      evidence: evidenceOf(reading, at + 1, at + 2),
    };
  }
  return null;
}

function hasContainer(reading: Reading): boolean {
  return reading.tokens.some(
    (_token, at) =>
      !isOfSystem(reading, at) &&
      (['schema', 'database', 'connection'] as const).some((kind) =>
        is(reading, at, 'container', kind),
      ),
  );
}

/** "on their SFTP server", "the Postgres database": says of the system what it is, and names nothing. */
function isOfSystem(reading: Reading, at: number): boolean {
  if (free(reading, at)?.lower === 'warehouse' && systemsIn(reading) > 1) return true;
  if (!is(reading, at - 1, 'system') || is(reading, at, 'container', 'schema')) return false;
  const next = free(reading, at + 1);
  const isWord = next?.kind === 'word' && next.senses.length === 0;
  // "MySQL db shop.orders": the database is part of the name.
  if (next?.kind === 'name' && next.text.includes('.') && !next.quoted) return true;
  const isNamed = isWord || next?.kind === 'name' || /^(?:named|called)$/u.test(next?.lower ?? '');
  return is(reading, at, 'container', 'connection') || !isNamed;
}

function systemsIn(reading: Reading): number {
  return reading.tokens.filter((_token, at) => is(reading, at, 'system')).length;
}

/** "Within MySQL from the warehouse db to the bi db": one system for both ends. */
function shareSystem(reading: Reading, ends: Endpoints): Endpoints {
  const [source] = ends.sources;
  const isWithin = headsSystem(reading);
  const shared =
    ends.targets.length > 0 &&
    ends.targets.every(
      (end) =>
        end.system === null &&
        (end.container === 'database' ||
          (isWithin && end.objects.every((one) => one.kind === 'name' && one.schema !== null))),
    );
  if (source?.system == null || !shared) return ends;
  return { ...ends, targets: ends.targets.map((end) => ({ ...end, system: source.system })) };
}

/** "Within Postgres: …", "Postgres: copy a.x into b.x": the one system stands before everything that is moved. */
function headsSystem(reading: Reading): boolean {
  if (systemsIn(reading) !== 1) return false;
  const at = reading.tokens.findIndex((_token, place) => is(reading, place, 'system'));
  const leads = /^(?:in|within|inside|в|внутри)$/u.test(reading.tokens[at - 1]?.lower ?? '');
  return at <= 2 && (leads || isMarkAt(reading, at + 1, ':'));
}

/** "to ClickHouse as fact_orders": the name behind the target is its own. */
function withAlias(
  reading: Reading,
  settled: SettledAnchors,
  targets: readonly EndpointMention[],
): readonly EndpointMention[] {
  const [first, ...rest] = targets;
  const [anchor] = settled.targets;
  if (first === undefined || anchor === undefined || (anchor.sure && first.objects.length > 0))
    return targets;
  for (let at = anchor.to; at < Math.min(reading.tokens.length, anchor.to + 4); at += 1) {
    const name = free(reading, at + 1);
    if (!is(reading, at, 'as') || name === undefined) continue;
    if (name.kind !== 'name' && !(name.kind === 'word' && name.senses.length === 0)) continue;
    const dot = name.text.lastIndexOf('.');
    const evidence = evidenceOf(reading, at + 1, at + 2);
    const object: ObjectMention = {
      kind: 'name',
      schema: dot < 0 ? null : name.text.slice(0, dot),
      name: name.text.slice(dot + 1),
      evidence,
    };
    return [{ ...first, objects: [object], evidence: [...first.evidence, evidence] }, ...rest];
  }
  return targets;
}

/** Things named apart from any system belong to the first source that has none of its own. */
function withLoose(
  reading: Reading,
  settled: SettledAnchors,
  {
    sources,
    joined,
  }: { readonly sources: readonly EndpointMention[]; readonly joined: readonly ObjectMention[] },
): readonly EndpointMention[] {
  const bare = sources.findIndex((end) => end.objects.length === 0);
  if (bare < 0 || (sources.length > 1 && sources.some((end) => end.objects.length > 0)))
    return sources;
  const anchors = [...settled.sources, ...settled.targets];
  const objects = joined.length > 0 ? joined : looseObjects(reading, anchors);
  return sources.map((end, at) =>
    at === bare
      ? { ...end, objects, evidence: [...end.evidence, ...objects.map((one) => one.evidence)] }
      : end,
  );
}

function looseObjects(reading: Reading, anchors: readonly Anchor[]): readonly ObjectMention[] {
  const inside = (place: number): boolean =>
    anchors.some((anchor) => {
      const start = reading.tokens[anchor.from]?.start ?? 0;
      const end = reading.tokens[anchor.to - 1]?.end ?? 0;
      return place >= start && place < end;
    });
  const phrases = readEndpoints(reading);
  const found = [...phrases.sources, ...phrases.targets]
    .flatMap((end) => end.objects)
    .filter((object) => !inside(object.evidence.start))
    .sort((a, b) => a.evidence.start - b.evidence.start);
  const written = found.filter((object) => object.kind === 'name' || object.kind === 'path');
  if (written.length > 0) return written;
  const words = found.filter((object) => object.kind === 'words');
  return words.length > 0 ? words : found.slice(0, 1);
}

/** Mentions of one system and side are one mention, unless each has its own options. */
function mergeSame(mentions: readonly EndpointMention[]): readonly EndpointMention[] {
  const merged: EndpointMention[] = [];
  for (const mention of mentions) {
    const same = merged.findIndex((one) => one.system === mention.system);
    const before = merged[same];
    if (before === undefined) {
      merged.push(mention);
      continue;
    }
    merged[same] = {
      ...before,
      objects: distinct([...before.objects, ...mention.objects]),
      ...(before.columns === undefined && mention.columns === undefined
        ? {}
        : { columns: [...(before.columns ?? []), ...(mention.columns ?? [])] }),
      evidence: [...before.evidence, ...mention.evidence],
    };
  }
  return merged;
}

function distinct(objects: readonly ObjectMention[]): readonly ObjectMention[] {
  const key = (object: ObjectMention): string => {
    switch (object.kind) {
      case 'name':
        return `${object.schema ?? ''}.${object.name}`.toLowerCase();
      case 'path':
        return object.path;
      case 'words':
        return `.${object.words.join('_')}`;
      case 'all':
        return '*';
    }
  };
  return objects.filter((one, at) => objects.findIndex((other) => key(other) === key(one)) === at);
}
