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
// The same 169.254.0.0/16 through NAT64 and 6to4.
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
forbidden.addSubnet('2002:a9fe::', 32, 'ipv6');

/** What would make a host part of a URL end, or begin, elsewhere. A path is a Unix socket's. */
const ambiguous = /[\s@/\\?#:[\]%]/;

/** Throws VALIDATION_ERROR when a setting leads to a forbidden address. Names that resolve to nothing pass: the connector words that. */
export async function refuseForbiddenHosts(settings: ConnectionSettings): Promise<void> {
  for (const [field, value] of Object.entries(settings)) {
    const host = hostOf(field, value);
    if (host === null) continue;
    if (isIP(host) === 0 && !host.startsWith('/') && ambiguous.test(host)) {
      throw new AiEtlError('VALIDATION_ERROR', 'The host is no host name and no address.', {
        details: [{ field: `settings.${field}`, error: 'must be a host name or an address' }],
      });
    }
    const addresses = isIP(host) === 0 ? await addressesOf(asUrlHost(host)) : [host];
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

/** Connectors that speak HTTP see `169.254.169.254.` or full-width digits as the plain address. */
function asUrlHost(host: string): string {
  const url = `http://${host}/`;
  return !host.startsWith('/') && URL.canParse(url) ? new URL(url).hostname : host;
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map((one) => one.address);
  } catch {
    // Unknown here: connecting will fail too, with a better message.
    return [];
  }
}
