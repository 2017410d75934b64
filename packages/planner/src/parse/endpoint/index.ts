import type { EndpointMention, ObjectMention } from '../../ir/index.ts';
import type { Reading } from '../reading.ts';
import type { Phrase } from './phrase.ts';
import { maxObjects, readPhrases } from './read-phrases.ts';

/** Both ends of the movement. */
export interface Endpoints {
  readonly sources: readonly EndpointMention[];
  readonly targets: readonly EndpointMention[];
}

/**
 * Reads where rows come from and where they go. Prepositions decide; without them the first system
 * is the source and the second the target ("Postgres to ClickHouse", "MySQL pupils -> BigQuery").
 */
export function readEndpoints(reading: Reading): Endpoints {
  const phrases = setTrailingAside(assignRoles(readPhrases(reading).map(withPlace)));
  const sources = phrases.filter((phrase) => phrase.role === 'source');
  const things = phrases.filter((phrase) => phrase.role === 'object');
  const targets = phrases.filter((phrase) => phrase.role === 'target');
  const alias = phrases
    .filter((phrase) => phrase.role === 'alias')
    .flatMap((phrase) => phrase.objects);
  return {
    sources: mergeSources(sources, things),
    targets: mergeTargets(targets, alias),
  };
}

/** "to end up as baskets in the MySQL database shop": a name that has a system is the target itself. */
function withPlace(phrase: Phrase): Phrase {
  return phrase.role === 'alias' && phrase.system !== null ? { ...phrase, role: 'target' } : phrase;
}

/** Object phrases that hold a system become the side that is still missing. */
function assignRoles(phrases: readonly Phrase[]): Phrase[] {
  const hasTarget = phrases.some((phrase) => phrase.role === 'target' && phrase.system !== null);
  const hasSource = phrases.some((phrase) => phrase.role === 'source' && phrase.system !== null);
  let sources = hasSource ? 1 : 0;
  return phrases.map((phrase) => {
    if (phrase.role !== 'object' || phrase.system === null) return phrase;
    const isSource = sources === 0 || hasTarget;
    if (isSource) sources += 1;
    return { ...phrase, role: isSource ? 'source' : 'target' };
  });
}

/**
 * Things said after both ends, in a sentence of their own ("diagnosis must not leave the hospital"),
 * name nothing that is moved, unless nothing else does.
 */
function setTrailingAside(phrases: readonly Phrase[]): Phrase[] {
  const firstEnd = phrases.findIndex(
    (phrase) => phrase.role === 'source' || phrase.role === 'target',
  );
  const isTrailing = (phrase: Phrase, at: number): boolean =>
    phrase.role === 'object' && !phrase.explicit && firstEnd >= 0 && at > firstEnd;
  const named = phrases.some(
    (phrase, at) =>
      (phrase.role === 'object' || phrase.role === 'source') &&
      !isTrailing(phrase, at) &&
      phrase.objects.length > 0,
  );
  return named ? phrases.filter((phrase, at) => !isTrailing(phrase, at)) : [...phrases];
}

/** One mention a system; things named apart from a system belong to the first source. */
function mergeSources(phrases: readonly Phrase[], things: readonly Phrase[]): EndpointMention[] {
  const mentions: EndpointMention[] = [];
  for (const phrase of phrases) {
    const same = mentions.findIndex(
      (one) => one.system === phrase.system || phrase.system === null || one.system === null,
    );
    const before = mentions[same];
    if (before === undefined) mentions.push(toMention(phrase));
    else mentions[same] = joinMentions(before, toMention(phrase));
  }
  if (things.length === 0) return mentions;
  const [first, ...others] = mentions;
  const thing = things.map(toMention).reduce(joinMentions);
  const merged = first === undefined ? thing : joinMentions(thing, first);
  return [{ ...merged, objects: withoutBareAll(merged.objects) }, ...others];
}

/** "everything" beside a named thing adds nothing: "all of it: orders and customers". */
function withoutBareAll(objects: readonly ObjectMention[]): readonly ObjectMention[] {
  const named = objects.filter((object) => object.kind !== 'all');
  return named.length > 0 ? named : objects.slice(0, 1);
}

function mergeTargets(
  phrases: readonly Phrase[],
  alias: readonly ObjectMention[],
): EndpointMention[] {
  const withSystem = phrases.find((phrase) => phrase.system !== null) ?? phrases[0];
  if (withSystem === undefined) {
    return alias.length === 0
      ? []
      : [{ ...empty, objects: alias, evidence: alias.map((one) => one.evidence) }];
  }
  const mention = phrases
    .filter(
      (phrase) =>
        phrase === withSystem || phrase.system === null || phrase.system === withSystem.system,
    )
    .map(toMention)
    .reduce(joinMentions);
  const others = phrases.filter(
    (phrase) => phrase.system !== null && phrase.system !== withSystem.system,
  );
  const named =
    alias.length > 0
      ? alias
      : mention.objects.filter((one) => one.kind === 'name' || one.kind === 'path');
  const main = {
    ...mention,
    objects: named.length > 0 ? named : mention.objects,
    evidence: [...mention.evidence, ...alias.map((one) => one.evidence)],
  };
  return [main, ...others.map(toMention)];
}

const empty: EndpointMention = {
  system: null,
  place: [],
  container: null,
  objects: [],
  evidence: [],
};

function toMention(phrase: Phrase): EndpointMention {
  const { system, container, objects, evidence } = phrase;
  const words = objects.find((one) => one.kind === 'words')?.words ?? [];
  // "from Sales to the warehouse": the words may name a connection as well as a table.
  const end = phrase.role === 'source' || phrase.role === 'target';
  const spoken = phrase.place.length === 0 && phrase.explicit && end && system === null;
  const place = spoken ? words : phrase.place;
  return { system, place, container, objects, evidence };
}

function joinMentions(a: EndpointMention, b: EndpointMention): EndpointMention {
  return {
    system: a.system ?? b.system,
    place: [...a.place, ...b.place],
    container: a.container ?? b.container,
    objects: [...a.objects, ...b.objects].slice(0, maxObjects),
    evidence: [...a.evidence, ...b.evidence],
  };
}
