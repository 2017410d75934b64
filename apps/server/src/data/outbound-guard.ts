import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AiEtlError, type ConnectionSettings, type OutboundGuard } from '@ai-etl/core';
import { kindOfAddress } from '../net/address-policy.ts';

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

/**
 * True for an address that no data system lives at but a cloud's metadata service may: link-local,
 * and the unspecified address. Loopback and private networks are allowed, since a self-hosted server
 * reaches its databases there. A name that changes its address between this look and the
 * connection is not caught, but by connectors that judge with `hostGuard` what they resolve; a firewall is the
 * place for that (docs/guides/run-it.md).
 */
export function isForbidden(address: string): boolean {
  return kindOfAddress(address) === 'metadata';
}

/** The same for connectors, which judge where they connect. */
export const hostGuard: OutboundGuard = { allows: (address) => !isForbidden(address) };

/** Whether a host setting is the folder of a Unix socket. */
export function isSocket(host: unknown): boolean {
  return typeof host === 'string' && host.trim().startsWith('/');
}

function hostOf(field: string, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (field === 'host') return value.replace(/^\[|\]$/g, '');
  if (!/(^|_)url$/.test(field) || !URL.canParse(value)) return null;
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
