import { describe, expect, it } from 'vitest';
import { isInNetwork, kindOfAddress, parseNetwork } from './address-policy.ts';

describe('kindOfAddress', () => {
  it.each([
    ['93.184.216.34', 'public'],
    ['2606:2800:220:1::1', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.255.1.2', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:0:127.0.0.1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['::ffff:10.1.2.3', 'private'],
    ['64:ff9b::a01:203', 'private'],
    ['64:ff9b::5db8:d822', 'public'],
    ['169.254.169.254', 'metadata'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:a9fe:a9fe::', 'metadata'],
    ['fe80::1', 'metadata'],
    ['fe80::1%eth0', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['0.0.0.0', 'metadata'],
    ['::', 'metadata'],
    ['64:ff9b:1::a00:1', 'unusable'],
    ['224.0.0.1', 'unusable'],
    ['255.255.255.255', 'unusable'],
    ['240.0.0.1', 'unusable'],
    ['192.0.2.1', 'unusable'],
    ['198.18.0.1', 'unusable'],
    ['0.1.2.3', 'metadata'],
    ['ff02::1', 'unusable'],
    ['2001:db8::1', 'unusable'],
    ['2001:0:4136:e378::1', 'unusable'],
    ['not an address', 'unusable'],
    ['', 'unusable'],
  ])('%s is %s', (address, kind) => {
    expect(kindOfAddress(address)).toBe(kind);
  });
});

describe('networks that are allowed', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['::ffff:10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['fd00::1', 'fd00::/8', true],
    ['10.1.2.3', 'fd00::/8', false],
    ['nowhere', '10.0.0.0/8', false],
  ])('%s in %s: %s', (address, network, inside) => {
    const parsed = parseNetwork(network);
    expect(parsed !== null && isInNetwork(address, parsed)).toBe(inside);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'everything', ''])('%j is no network', (text) => {
    expect(parseNetwork(text)).toBeNull();
  });
});
