import type { EndpointMention, ObjectMention } from '../ir/index.ts';
import type { PlannerConnection } from '../plan-types.ts';
import { connectionWords } from './link-connection.ts';
import { nameWords } from './name-words.ts';
import { conditionCalled, isCalledSo } from './own-names.ts';
import { certain, scoreName } from './score-name.ts';

/** Connections that hold every named thing, for a source whose system is not named. */
export function findHolders(
  mention: EndpointMention,
  connections: readonly PlannerConnection[],
): readonly PlannerConnection[] {
  const named = mention.objects.filter(
    (object) => object.kind === 'name' || object.kind === 'words',
  );
  if (mention.system !== null || named.length === 0) return [];
  return connections.filter(
    (connection) =>
      connection.roles.includes('source') && named.every((object) => holds(connection, object)),
  );
}

function holds(connection: PlannerConnection, object: ObjectMention): boolean {
  const tables = connection.catalog?.tables ?? [];
  if (object.kind === 'name') {
    return tables.some((table) => table.object.name.toLowerCase() === object.name.toLowerCase());
  }
  if (object.kind !== 'words') return false;
  const noun = object.words.slice(-1);
  const spoken = object.words.flatMap((word) => nameWords(word)).join(' ');
  const database = connection.database ?? '';
  if (spoken === nameWords(database).join(' ')) return true;
  if (spoken === connectionWords(connection).join(' ')) return true;
  return tables.some(
    (table) =>
      isCalledSo(object.words, table.aliases) ||
      conditionCalled(object.words, table) !== undefined ||
      isCalledSo(noun, table.aliases) ||
      scoreName(object.words, table.object.name).score >= certain ||
      scoreName(noun, table.object.name).score >= certain,
  );
}
