import { findTable, type CatalogTable } from '@ai-etl/core';
import type { EndpointMention, ObjectMention } from '../../ir/index.ts';
import { connectionWords } from '../../link/link-connection.ts';
import { nameWords } from '../../link/name-words.ts';
import type { PlannerConnection, PlannerContext } from '../../plan-types.ts';
import { tokenise } from '../../text/tokenise.ts';
import { findQuote } from '../find-quote.ts';
import type { EndpointAnswer } from './pipeline-answer.ts';
import { cite, shorten, type Problems } from './problems.ts';

export interface EndpointReading {
  readonly side: 'source' | 'target';
  readonly path: string;
  readonly problems: Problems;
  readonly context: PlannerContext;
}

/**
 * One side as the linker takes it. A connection is named only where the person's words do: by its name
 * or its kind; what a model chooses beyond that is left for the linker to find, or to ask about. A
 * source table is one of the caller's; the name of a target is one the person wrote.
 */
export function readEndpoint(answer: EndpointAnswer, reading: EndpointReading): EndpointMention {
  const { problems, path } = reading;
  const quoted = answer.quote === null ? [] : [cite(problems, path, answer.quote)];
  const connection = chosenConnection(answer, reading);
  const objects = answer.objects.flatMap((object, at) =>
    readObject(object, { ...reading, path: `${path}.objects[${at}]` }, connection),
  );
  const evidence = [...quoted, ...objects.map((one) => one.evidence)];
  return { ...placeOf(answer, reading, connection), container: null, objects, evidence };
}

function chosenConnection(
  { connection: name }: EndpointAnswer,
  { side, path, problems, context }: EndpointReading,
): PlannerConnection | null {
  if (name === null) return null;
  const able = context.connections.filter((one) => one.roles.includes(side));
  const chosen = able.filter((one) => one.name === name);
  if (chosen.length === 0) {
    const names = able.map((one) => JSON.stringify(one.name)).join(', ');
    problems.found.push(
      `${path}.connection: there is no ${side} "${shorten(name)}". There are ${names === '' ? 'none: answer null' : names}.`,
    );
  }
  return chosen.length === 1 ? (chosen[0] ?? null) : null;
}

function placeOf(
  { system, quote }: EndpointAnswer,
  { side, path, problems, context }: EndpointReading,
  connection: PlannerConnection | null,
): Pick<EndpointMention, 'system' | 'place'> {
  const spoken = spokenSystems(problems.text);
  const nowhere = { system: null, place: [] };
  if (connection === null) {
    return system !== null && spoken.has(system) ? { system, place: [] } : nowhere;
  }
  const { type } = connection;
  const said = new Set(nameWords(problems.text));
  if (connectionWords(connection).every((word) => said.has(word))) {
    return { system: type, place: nameWords(connection.name) };
  }
  if (spoken.has(type)) return { system: type, place: [] };
  const others = [...(quote === null ? [] : spokenSystems(quote))];
  if (others.length > 0) {
    problems.found.push(
      `${path}.connection: "${shorten(connection.name)}" is ${type}, and the person wrote "${shorten(quote ?? '')}".`,
    );
    return nowhere;
  }
  // Words of their own for it ("our shop"): taken where no other connection of the kind could be meant.
  const able = context.connections.filter((one) => one.type === type && one.roles.includes(side));
  return quote !== null && able.length === 1 ? { system: type, place: [] } : nowhere;
}

function spokenSystems(text: string): ReadonlySet<string> {
  const senses = tokenise(text).flatMap((token) => token.senses);
  return new Set(senses.filter((one) => one.tag === 'system').map((one) => String(one.value)));
}

function readObject(
  { kind, schema, name, quote }: EndpointAnswer['objects'][number],
  { side, path, problems, context }: EndpointReading,
  connection: PlannerConnection | null,
): readonly ObjectMention[] {
  const evidence = cite(problems, path, quote);
  if (kind === 'all') return [{ kind: 'all', evidence }];
  if (name === null) {
    problems.found.push(`${path}.name: is needed for kind ${kind}.`);
    return [];
  }
  const isWritten = findQuote(problems.text, name) !== null;
  const holders = connection === null ? context.connections : [connection];
  const isKnown = side === 'source' && holders.some((one) => tableOf(one, schema, name) !== null);
  if (!isWritten && !isKnown) {
    problems.found.push(
      side === 'source'
        ? `${path}.name: there is no table "${shorten(name)}". Use a table of the list.`
        : `${path}.name: the person did not write "${shorten(name)}". Name a target table only in their words.`,
    );
    return [];
  }
  if (kind === 'file') return [{ kind: 'path', path: name, evidence }];
  const stated = schema !== null && (isKnown || findQuote(problems.text, schema) !== null);
  return [{ kind: 'name', schema: stated ? schema : null, name, evidence }];
}

function tableOf(
  { catalog }: PlannerConnection,
  schema: string | null,
  name: string,
): CatalogTable | null {
  if (catalog === null) return null;
  return findTable(catalog, schema === null ? { name } : { schema, name }) ?? null;
}
