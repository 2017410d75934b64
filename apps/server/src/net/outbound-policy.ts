import { AiEtlError, type OutboundGuard } from '@ai-etl/core';
import { isInNetwork, kindOfAddress, parseNetwork, type Network } from './address-policy.ts';

/** Where the server may call on behalf of a person who only gave a URL. Public addresses need https. */
export interface OutboundPolicy extends OutboundGuard {
  /** Whether any address is allowed by configuration, so that plain http may make sense at all. */
  readonly allowsPlainHttp: boolean;
}

/** `private`: networks of one's own and this machine, never metadata services. Else single networks. */
export interface OutboundAllowance {
  readonly private: boolean;
  readonly networks: readonly Network[];
}

export const nothingAllowed: OutboundAllowance = { private: false, networks: [] };

/**
 * Reads AI_ETL_WEBHOOK_ALLOW and AI_ETL_HTTP_ALLOW: `private` and networks such as `10.0.0.0/8`, joined by commas. Null:
 * the text is neither.
 */
export function parseAllowance(text: string): OutboundAllowance | null {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const networks: Network[] = [];
  for (const word of words) {
    if (word === 'private') continue;
    const network = parseNetwork(word);
    if (network === null) return null;
    networks.push(network);
  }
  return { private: words.includes('private'), networks };
}

export function makeOutboundPolicy(allowance: OutboundAllowance): OutboundPolicy {
  const isAllowedByName = (address: string): boolean => {
    const kind = kindOfAddress(address);
    if (allowance.private && (kind === 'private' || kind === 'loopback')) return true;
    return allowance.networks.some((network) => isInNetwork(address, network));
  };
  return {
    allowsPlainHttp: allowance.private || allowance.networks.length > 0,
    allows: (address, protocol) =>
      isAllowedByName(address) || (protocol === 'https:' && kindOfAddress(address) === 'public'),
  };
}

/** Why a request did not leave. Names no address that the caller did not write: that would map our network. */
export function outboundRefusal(host: string): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    `${host} may not be called: it is a private, loopback, link-local or metadata address, or plain http to a public one. Whoever runs this server may allow networks with AI_ETL_WEBHOOK_ALLOW.`,
    { details: [{ field: 'url', error: 'leads to an address that is not allowed' }] },
  );
}
