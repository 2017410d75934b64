import ipaddr from 'ipaddr.js';

/** What kind of place an address is, whichever way it is written. */
export type AddressKind =
  /** Anywhere on the internet. */
  | 'public'
  /** This machine. */
  | 'loopback'
  /** Networks of one's own: RFC 1918, unique local, shared (CGNAT). */
  | 'private'
  /** A cloud's metadata service and link-local neighbours: no data system and no receiver lives there. */
  | 'metadata'
  /** Nothing that answers to us: multicast, documentation, reserved. */
  | 'unusable';

/**
 * Judges an address. An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged as itself:
 * otherwise `::ffff:127.0.0.1` or `64:ff9b::7f00:1` would lead around the policy.
 */
export function kindOfAddress(address: string): AddressKind {
  if (!ipaddr.isValid(address)) return 'unusable';
  const plain = plainAddress(address);
  if (metadata.has(plain.toString())) return 'metadata';
  switch (plain.range()) {
    case 'unicast':
      return 'public';
    case 'loopback':
      return 'loopback';
    case 'private':
    case 'uniqueLocal':
    case 'carrierGradeNat':
      return 'private';
    case 'linkLocal':
    // 0.0.0.0 and :: reach this machine's own services on many systems.
    case 'unspecified':
      return 'metadata';
    default:
      return 'unusable';
  }
}

/** A network that an operator allows, as `10.0.0.0/8`; null when the text is none. */
export function parseNetwork(text: string): Network | null {
  if (!ipaddr.isValidCIDR(text)) return null;
  const [address, bits] = ipaddr.parseCIDR(text);
  return { address, bits };
}

export interface Network {
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

/** Whether the address, or the IPv4 address inside it, is in the network. */
export function isInNetwork(address: string, { address: base, bits }: Network): boolean {
  if (!ipaddr.isValid(address)) return false;
  const plain = plainAddress(address);
  return plain.kind() === base.kind() && plain.match(base, bits);
}

/** Metadata services outside of the link-local range. */
const metadata: ReadonlySet<string> = new Set(
  [
    // Alibaba Cloud, Azure's wire server, Oracle Cloud, Amazon over IPv6.
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
  ].map((address) => ipaddr.parse(address).toString()),
);

/** The IPv4 address that an IPv6 one carries, or the address itself. Zones are dropped. */
function plainAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const parsed = ipaddr.parse(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed;
  const bytes = parsed.toByteArray();
  const at = embeddedIPv4At(parsed);
  if (at === null) return parsed;
  return new ipaddr.IPv4(bytes.slice(at, at + 4));
}

/** Where the four bytes stand; null when there are none. */
function embeddedIPv4At(address: ipaddr.IPv6): number | null {
  switch (address.range()) {
    // ::ffff:0:0/96 and ::ffff:0:0:0/96.
    case 'ipv4Mapped':
    case 'rfc6145':
      return 12;
    // 64:ff9b::/96. In 64:ff9b:1::/48, a network's own NAT64, it may hide in any of the bits.
    case 'rfc6052':
      return address.match(ipaddr.IPv6.parse('64:ff9b::'), 96) ? 12 : null;
    case '6to4':
      return 2;
    default:
      return isIPv4Compatible(address) ? 12 : null;
  }
}

/** The deprecated `::10.0.0.1`, which some systems still route. `::` and `::1` are themselves. */
function isIPv4Compatible(address: ipaddr.IPv6): boolean {
  const bytes = address.toByteArray();
  return bytes.slice(0, 12).every((byte) => byte === 0) && bytes[12] !== 0;
}
