/** Prefixes of public ids, as the contract has them. */
export const idPrefixes = {
  organisation: 'org',
  project: 'proj',
  user: 'user',
  session: 'ses',
  pipeline: 'pipe',
  run: 'run',
  connection: 'conn',
  request: 'req',
  webhook: 'whk',
  delivery: 'dlv',
  event: 'evt',
  api_key: 'key',
  invitation: 'inv',
  audit_entry: 'aud',
  verified_question: 'vq',
} as const;

export type IdKind = keyof typeof idPrefixes;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `pipe_` and 20 characters of Crockford base 32 (100 bits) from `randomBytes` (at least 20). */
export function makeId(kind: IdKind, randomBytes: Uint8Array): string {
  let tail = '';
  for (const byte of randomBytes.subarray(0, 20)) tail += alphabet[byte & 31] ?? '';
  return `${idPrefixes[kind]}_${tail}`;
}
