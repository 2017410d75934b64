import { diagnostic, type Diagnostic } from '@ai-etl/core';
import type { EndpointMention } from '../ir/index.ts';
import { systemTitle } from '../lexicon/systems.ts';
import { fold } from '../text/tokenise.ts';
import type { Choice, PlannerConnection, PlannerContext } from '../plan-types.ts';
import { rootNames, withoutFileWords } from '../files/place-words.ts';
import { connectorOf, holdingPath, serves } from '../files/serves.ts';
import { askOne, assume, type Findings } from './findings.ts';
import { nameWords } from './name-words.ts';

/** Which end of a movement. */
export type Side = 'source' | 'target';

/** A connection the words mean, and the words its name took up. */
export interface LinkedConnection {
  readonly connection: PlannerConnection;
  readonly usedWords: readonly string[];
}

/** A side to be linked, and what it may be linked to. */
export interface ConnectionRequest {
  readonly side: Side;
  /** Position among the sources or targets, from 1: part of the question's id. */
  readonly number: number;
  readonly mention: EndpointMention | null;
  readonly context: PlannerContext;
  readonly findings: Findings;
  /** Connections that hold what is named, when no system is: tried before asking. */
  readonly holders?: readonly PlannerConnection[];
}

/** Finds the connection a side means: by its name, by its kind, by what it holds; or asks. */
export function linkConnection(request: ConnectionRequest): LinkedConnection | null {
  const { side, mention, context } = request;
  const able = context.connections.filter((one) => one.roles.includes(side));
  const named = mention === null ? null : findNamed(mention, able);
  if (named !== null) return named;
  const system = mention?.system ?? null;
  if (system === null) return linkUnnamed(request, able);
  const ofKind = holdingPath(
    mention,
    able.filter((one) => serves(one, system)),
  );
  const [only] = ofKind;
  if (only !== undefined && ofKind.length === 1) return { connection: only, usedWords: [] };
  if (ofKind.length > 1)
    return askWhich(
      request,
      ofKind,
      `There are ${ofKind.length} ${systemTitle(system)} connections. Which one is the ${side}?`,
    );
  return missingKind(request, able, system);
}

function linkUnnamed(
  request: ConnectionRequest,
  able: readonly PlannerConnection[],
): LinkedConnection | null {
  const { side, findings, holders } = request;
  const [holder] = holders ?? [];
  if (holder !== undefined && holders?.length === 1) {
    assume(findings, {
      path: `${side}s.*.connection`,
      value: holder.name,
      because: `no ${side} is named, and only this connection holds what is`,
      alternatives: able.filter((one) => one !== holder).map((one) => one.name),
    });
    return { connection: holder, usedWords: [] };
  }
  const offered = holders !== undefined && holders.length > 1 ? holders : able;
  const question =
    side === 'source' ? 'Where should the data come from?' : 'Where should the data go?';
  return askWhich(request, offered, question);
}

/** No connection of this kind: says so, and lets another one be taken. */
function missingKind(
  request: ConnectionRequest,
  able: readonly PlannerConnection[],
  system: string,
): null | LinkedConnection {
  const { side, context, findings } = request;
  const title = systemTitle(system);
  const supported =
    context.supportedTypes === undefined || context.supportedTypes.includes(connectorOf(system));
  const problem = supported
    ? `There is no ${title} connection`
    : `No connector serves ${title} yet`;
  const linked = askWhich(
    request,
    able,
    `${problem}. Which connection should be the ${side} instead?`,
  );
  if (linked === null) findings.diagnostics.push(missingFinding(request, system, supported));
  return linked;
}

function missingFinding(
  { side, context }: ConnectionRequest,
  system: string,
  supported: boolean,
): Diagnostic {
  const title = systemTitle(system);
  if (supported) {
    return diagnostic(
      'UNKNOWN_CONNECTION',
      `${side}s`,
      `There is no ${title} connection that can be a ${side}.`,
      `Create a connection of type ${connectorOf(system)}, or choose another one.`,
    );
  }
  const served = (context.supportedTypes ?? []).map(systemTitle).join(', ');
  return diagnostic(
    'ROUTE_NOT_AVAILABLE',
    `${side}s`,
    `No connector serves ${title} yet.`,
    `Supported are: ${served}.`,
  );
}

function askWhich(
  request: ConnectionRequest,
  offered: readonly PlannerConnection[],
  question: string,
): LinkedConnection | null {
  const { side, findings, context } = request;
  const questionId = request.number === 1 ? side : `${side}_${request.number}`;
  const id = askOne(findings, {
    id: questionId,
    field: side,
    question,
    choices: offered.map(toChoice),
  });
  const connection = context.connections.find((one) => one.id === id);
  return connection === undefined ? null : { connection, usedWords: [] };
}

function toChoice(connection: PlannerConnection): Choice {
  const database = connection.database === undefined ? '' : `, database ${connection.database}`;
  return {
    value: connection.id,
    label: connection.name,
    because: `${systemTitle(connection.type)}${database}`,
  };
}

/** Words around a name that people leave out: "Sales" for "Sales (sample)". */
const decoration: ReadonlySet<string> = new Set([
  'sample',
  'demo',
  'test',
  'prod',
  'production',
  'dev',
  'staging',
  'db',
  'database',
  'connection',
  'server',
  'local',
  'the',
  'my',
  'our',
]);

/** Name words without decoration; all of them when nothing else is left. */
export function connectionWords(connection: PlannerConnection): string[] {
  const words = nameWords(connection.name);
  const core = words.filter((word) => !decoration.has(word));
  return core.length === 0 ? words : core;
}

/** The one connection whose name the mention holds; its kind must not contradict a named system. */
function findNamed(
  mention: EndpointMention,
  able: readonly PlannerConnection[],
): LinkedConnection | null {
  const spoken = spokenWords(mention);
  if (
    (spoken.length === 0 && mention.objects.length === 0) ||
    (mention.place.length === 0 && mention.system === null)
  )
    return null;
  const fitting = able.filter((one) => mention.system === null || serves(one, mention.system));
  const inFull = fitting.filter(
    (one) => holdsAll(spoken, nameWords(one.name)) || isWritten(mention, one),
  );
  const longest = Math.max(0, ...inFull.map((one) => nameWords(one.name).length));
  const best = inFull.filter((one) => nameWords(one.name).length === longest);
  const place = withoutFileWords(mention.place.flatMap((word) => nameWords(word)));
  const inShort = fitting.filter(
    (one) => isFolder(mention, one) || (place.length > 0 && isPlaceOf(place, mention, one)),
  );
  // With a system named, single words are more likely tables; only the words of the place count.
  const candidates =
    mention.system === null || longest > 1 ? (best.length > 0 ? best : inShort) : inShort;
  const [connection] = candidates;
  if (connection === undefined || candidates.length > 1) return null;
  const roots = rootNames(connection.root ?? '').flat();
  return { connection, usedWords: [...nameWords(connection.name), ...roots] };
}

/** The words are a part of the connection's name, all of it, or its database's. */
function isPlaceOf(
  place: readonly string[],
  { container }: EndpointMention,
  connection: PlannerConnection,
): boolean {
  const { name, database } = connection;
  return (
    holdsAll(place, connectionWords(connection)) ||
    holdsAll(nameWords(name), place) ||
    (database !== undefined &&
      container === 'database' &&
      nameWords(database).join(' ') === place.join(' '))
  );
}

/** "the folder landing": a part of the mention names the folder or bucket whose files a connection holds. */
function isFolder({ place, objects }: EndpointMention, { root, name }: PlannerConnection): boolean {
  if (root === undefined) return false;
  const names = [nameWords(name), ...rootNames(root)].map((words) => words.join(' '));
  const parts = objects.flatMap((one) =>
    one.kind === 'words' ? [one.words] : one.kind === 'name' ? [[one.name]] : [],
  );
  return [place, ...parts].some((words) => {
    const said = withoutFileWords(words.flatMap((word) => nameWords(word))).join(' ');
    return said !== '' && names.includes(said);
  });
}

/** Words that may be a connection's name. A written name is a table's, not a bag of words. */
function spokenWords(mention: EndpointMention): string[] {
  const objects = mention.objects.flatMap((one) => (one.kind === 'words' ? one.words : []));
  return [...mention.place, ...objects].flatMap((word) => nameWords(word));
}

/** True when a written name is the connection's whole name. */
function isWritten(mention: EndpointMention, connection: PlannerConnection): boolean {
  const wanted = nameWords(connection.name).join(' ');
  return mention.objects.some(
    (one) => one.kind === 'name' && nameWords(fold(one.name)).join(' ') === wanted,
  );
}

function holdsAll(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((word) => words.includes(word));
}
