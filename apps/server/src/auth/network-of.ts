import ipaddr from 'ipaddr.js';

/**
 * What one household or server has of addresses: an IPv4 address, or the first 64 bits of an IPv6
 * address, since whoever has one of those has 2^64. What is no address is itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = [...parsed.parts.slice(0, 4), 0, 0, 0, 0];
  return `${new ipaddr.IPv6(network).toString()}/64`;
}
