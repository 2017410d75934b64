import type { EndpointMention, ObjectMention } from '../../ir/index.ts';
import { evidenceOf, type Reading } from '../reading.ts';
import type { Anchor } from './anchor.ts';

const filePlaces: ReadonlySet<string | null> = new Set([
  's3',
  'gcs',
  'sftp',
  'http',
  'files',
  'xml',
]);

/** Sides of a movement, each with its anchors. */
export interface SettledAnchors {
  readonly sources: readonly Anchor[];
  readonly targets: readonly Anchor[];
}

/** Decides for every anchor which side it is; null when one side stays without any. */
export function settleAnchors(
  anchors: readonly Anchor[],
  checkOnly: boolean,
): SettledAnchors | null {
  const joined = joinFiles(anchors);
  const sources: Anchor[] = [];
  const targets: Anchor[] = [];
  const hasTargetCue = joined.some((one) => one.cue === 'target');
  const hasSourceCue = joined.some((one) => (one.cue === 'source' && !one.partner) || one.both);
  // "… from MySQL deals, first 10, Redis key best": what comes last behind a comma is where it goes.
  const isLastEnd = (anchor: Anchor): boolean =>
    anchor === joined.at(-1) && anchor.isListed && targets.length === 0 && !hasTargetCue;
  for (const anchor of joined) {
    const last = [...sources, ...targets].sort((a, b) => b.to - a.to)[0];
    const lastSide = last === undefined ? null : sources.includes(last) ? 'source' : 'target';
    const side =
      (anchor.partner || (anchor.joined && anchor.cue === null && !isLastEnd(anchor))) &&
      lastSide !== null
        ? lastSide
        : sideOf(anchor, { sources, targets, hasTargetCue, hasSourceCue });
    (side === 'source' ? sources : targets).push(anchor);
  }
  // "pull what lands in sftp /in into Postgres": two ends led by "into", and no source, are a movement.
  const [first] = targets;
  if (sources.length === 0 && targets.length > 1 && first !== undefined && first.cue === 'target')
    sources.push(...targets.splice(0, 1));
  // "mirror a in b" moves rows, whatever is promised of them; "check a in b" does not.
  const moved = targets.some((one) => one.cue === 'place' && one.sure);
  if (checkOnly && sources.length > 0 && !hasTargetCue && !moved)
    return { sources: joined, targets: [] };
  if (sources.length === 0 || targets.length === 0) return null;
  return { sources, targets };
}

interface SoFar {
  readonly sources: readonly Anchor[];
  readonly targets: readonly Anchor[];
  readonly hasTargetCue: boolean;
  readonly hasSourceCue: boolean;
}

function sideOf(anchor: Anchor, so: SoFar): 'source' | 'target' {
  if (anchor.cue === 'source' || anchor.cue === 'target') return anchor.cue;
  if (anchor.both) return 'source';
  if (so.sources.length === 0) {
    // Something else is called the source, and nothing the target: this must be it.
    return so.hasSourceCue && !so.hasTargetCue ? 'target' : 'source';
  }
  if (so.targets.length === 0 && !so.hasTargetCue) return 'target';
  if (so.targets.length > 0 && anchor.cue === 'place') return 'target';
  return 'source';
}

/** A path, its folder and the system beside them are one place: "claims.xlsx into /in over SFTP". */
function joinFiles(anchors: readonly Anchor[]): Anchor[] {
  const joined: Anchor[] = [];
  for (const anchor of anchors) {
    const last = joined.at(-1);
    const near = last !== undefined && anchor.from - last.to <= 9;
    const merged = near ? joinPlace(last, anchor) : null;
    const apart = merged === null ? joined.findIndex((one) => isFolderOf(one, anchor)) : -1;
    const file = joined[apart];
    if (merged !== null) joined[joined.length - 1] = merged;
    else if (file === undefined) joined.push(anchor);
    else joined[apart] = { ...file, objects: [inFolder(file, anchor)] };
  }
  return joined;
}

/** "load parts.csv into x; the file is in /var/import": a file without a folder, and a folder without a file. */
function isFolderOf(file: Anchor, folder: Anchor): boolean {
  const name = lonePath(file);
  const place = lonePath(folder);
  if (name === null || place === null || folder.system !== null) return false;
  if (file.system !== null && file.system !== 'files') return false;
  return isFile(name) && !name.includes('/') && place.startsWith('/') && !isFile(place);
}

function inFolder(file: Anchor, folder: Anchor): ObjectMention {
  return pathObject(
    `${(lonePath(folder) ?? '').replace(/\/$/u, '')}/${lonePath(file) ?? ''}`,
    file,
  );
}

function lonePath(one: Anchor): string | null {
  const [object] = one.objects;
  return one.objects.length === 1 && object?.kind === 'path' ? object.path : null;
}

function joinPlace(a: Anchor, b: Anchor): Anchor | null {
  const left = lonePath(a);
  const right = lonePath(b);
  const onlySystem = (one: Anchor): boolean =>
    filePlaces.has(one.system) && (one.objects.length === 0 || !one.sure);
  const schemeless = (one: Anchor): boolean => one.system === null;
  if (
    left !== null &&
    schemeless(a) &&
    onlySystem(b) &&
    !(a.cue === 'target' && b.cue === 'source') &&
    !(a.cue === 'source' && b.cue === 'target')
  )
    return merge(a, b, a.objects, b.system);
  if (
    right !== null &&
    onlySystem(a) &&
    (schemeless(b) || b.system === a.system) &&
    !(a.cue === 'source' && b.cue === 'target')
  )
    return merge(a, b, b.objects, b.system ?? a.system);
  const bucket = bucketOf(a);
  if (bucket !== null && right !== null && schemeless(b))
    return merge(a, b, [pathObject(`${bucket}/${right.replace(/^\//u, '')}`, b)], a.system);
  const otherBucket = bucketOf(b);
  if (otherBucket !== null && left !== null && schemeless(a))
    return merge(a, b, [pathObject(`${otherBucket}/${left.replace(/^\//u, '')}`, a)], b.system);
  const inPlace = schemeless(a) && filePlaces.has(b.system) && right?.includes('://') === false;
  if (left === null || right === null || !(schemeless(b) || inPlace)) return null;
  if (a.cue === 'source' && b.cue === 'target') return null;
  const folder = [left, right].find((path) => !isFile(path));
  const file = [left, right].find((path) => isFile(path) && !path.includes('/'));
  if (folder === undefined || file === undefined) return null;
  return merge(
    a,
    b,
    [pathObject(`${folder.replace(/\/$/u, '')}/${file}`, b)],
    a.system ?? b.system,
  );
}

/** "S3 bucket audit": the start of an address. */
function bucketOf(one: Anchor): string | null {
  if (one.system !== 's3' && one.system !== 'gcs') return null;
  const [object] = one.objects;
  if (object === undefined || one.objects.length > 1) return null;
  const scheme = one.system === 's3' ? 's3' : 'gs';
  if (object.kind === 'path') {
    return /:\/\//u.test(object.path) && !isFile(object.path)
      ? object.path.replace(/\/$/u, '')
      : null;
  }
  if (object.kind === 'name')
    return `${scheme}://${object.schema === null ? '' : `${object.schema}.`}${object.name}`;
  return object.kind === 'words' ? `${scheme}://${object.words.join('-')}` : null;
}

function pathObject(path: string, anchor: Anchor): ObjectMention {
  const evidence = anchor.objects[0]?.evidence ?? { start: 0, end: 0, text: '' };
  return { kind: 'path', path, evidence };
}

function isFile(path: string): boolean {
  return /\.[a-z0-9]{2,7}$/iu.test(path);
}

function merge(a: Anchor, b: Anchor, objects: Anchor['objects'], system: string | null): Anchor {
  const cue = [a.cue, b.cue].find((one) => one === 'source' || one === 'target') ?? a.cue ?? b.cue;
  return {
    ...a,
    system,
    to: b.to,
    cue,
    objects,
    sure: true,
    columns: [...a.columns, ...b.columns],
    both: a.both || b.both,
    systemAt: Math.max(a.systemAt, b.systemAt),
  };
}

/** The mention an anchor stands for. */
export function mentionOf(reading: Reading, anchor: Anchor): EndpointMention {
  const { system, objects, columns, systemAt, schema } = anchor;
  const isBare = schema !== undefined && objects.length === 0;
  return {
    system,
    place: isBare ? [schema] : [],
    container: isBare ? 'schema' : null,
    objects: objects.map((one) =>
      schema !== undefined && one.kind === 'name' && one.schema === null ? { ...one, schema } : one,
    ),
    ...(columns.length === 0 ? {} : { columns }),
    evidence: [
      ...(systemAt < 0 ? [] : [evidenceOf(reading, systemAt, systemAt + 1)]),
      ...objects.map((one) => one.evidence),
    ],
  };
}
