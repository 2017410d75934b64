import { AiEtlError, type ProfileRequest, type TableProfile } from '@ai-etl/core';
import type { FoundTable } from '../../../data/find-table.ts';
import { withConnectionName, withSession } from '../../../data/sessions.ts';

/** Values kept per column: ten are shown, all tell what the column means. */
const keptValues = 200;

/** Has a table's own system profile it. Throws VALIDATION_ERROR where its connector cannot. */
export async function readProfile(
  found: FoundTable,
  asked: Omit<ProfileRequest, 'table' | 'topValues'>,
): Promise<TableProfile> {
  const { connection, table } = found;
  try {
    return await withSession(found, async (session) => {
      if (session.profile === undefined) throw notProfiled(connection.type);
      return session.profile({ ...asked, table, topValues: keptValues });
    });
  } catch (error) {
    throw withConnectionName(error, connection.name);
  }
}

function notProfiled(type: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', `Connections of type ${type} cannot be profiled.`, {
    details: [{ field: 'source', error: `type ${type} has no profile` }],
  });
}
