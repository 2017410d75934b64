import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AiEtlError, type ConnectionSettings } from '@ai-etl/core';

/**
 * Addresses that no data system lives at but a cloud's metadata service does: link-local, and
 * the unspecified address. Loopback and private networks are allowed, since a self-hosted server
 * reaches its databases there. A name that changes its address between this look and the
 * connection is not caught; a firewall is the place for that (docs/guides/run-it.md).
 */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addAddress('0.0.0.0', 'ipv4');
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addAddress('fd00:ec2::254', 'ipv6');
forbidden.addAddress('::', 'ipv6');

/** Throws VALIDATION_ERROR when a setting leads to a forbidden address. Names that resolve to nothing pass: the connector words that. */
export async function refuseForbiddenHosts(settings: ConnectionSettings): Promise<void> {
  for (const [field, value] of Object.entries(settings)) {
    const host = hostOf(field, value);
    if (host === null) continue;
    const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
    if (!addresses.some(isForbidden)) continue;
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `Connections to ${host} are not allowed: it is a link-local or metadata address.`,
      { details: [{ field: `settings.${field}`, error: 'a link-local or metadata address' }] },
    );
  }
}

/** True for an address that is never connected to. */
export function isForbidden(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return forbidden.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

function hostOf(field: string, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (field === 'host') return value.replace(/^\[|\]$/g, '');
  if (field !== 'url' || !URL.canParse(value)) return null;
  return new URL(value).hostname.replace(/^\[|\]$/g, '');
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map((one) => one.address);
  } catch {
    // Unknown here: connecting will fail too, with a better message.
    return [];
  }
}
