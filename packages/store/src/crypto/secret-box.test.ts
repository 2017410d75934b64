import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkKeyRing, isStale, seal, unseal, type KeyRing } from './secret-box.ts';

const old = { id: 'old', key: randomBytes(32) };
const current = { id: 'current', key: randomBytes(32) };
const ring: KeyRing = { activeId: 'current', keys: [old, current] };

describe('a secret box', () => {
  it.each(['', 'secret', 'пароль 🔑 \0 "quoted"', 'x'.repeat(100_000)])(
    'opens what it sealed (%#)',
    (text) => {
      expect(unseal(ring, seal(ring, text, 'conn_1'), 'conn_1')).toBe(text);
    },
  );

  it('never seals the same text to the same bytes, and does not show the text', () => {
    const first = seal(ring, 'hunter2', 'conn_1');
    expect(first).not.toBe(seal(ring, 'hunter2', 'conn_1'));
    expect(first).not.toContain('hunter2');
    expect(first).not.toContain(Buffer.from('hunter2').toString('base64url'));
  });

  it('does not open for another connection', () => {
    const sealed = seal(ring, 'secret', 'conn_1');
    expect(() => unseal(ring, sealed, 'conn_2')).toThrow(/does not open with key current/);
  });

  it('opens with an older key of the ring and knows that it is stale', () => {
    const sealed = seal({ activeId: 'old', keys: [old] }, 'secret', 'conn_1');
    expect(unseal(ring, sealed, 'conn_1')).toBe('secret');
    expect(isStale(ring, sealed)).toBe(true);
    expect(isStale(ring, seal(ring, 'secret', 'conn_1'))).toBe(false);
  });

  it('names the key that is missing', () => {
    const sealed = seal(ring, 'secret', 'conn_1');
    expect(() => unseal({ activeId: 'old', keys: [old] }, sealed, 'conn_1')).toThrow(
      /Secret key current is needed but not configured \(known: old\)/,
    );
  });

  it('refuses altered text, whichever character was altered', () => {
    const sealed = seal(ring, 'secret', 'conn_1');
    for (let at = 0; at < sealed.length - 1; at += 1) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => unseal(ring, altered, 'conn_1')).toThrow();
    }
  });

  it('refuses a wrong key without quoting it', () => {
    const sealed = seal(ring, 'secret', 'conn_1');
    const wrong: KeyRing = { activeId: 'current', keys: [{ id: 'current', key: old.key }] };
    expect(() => unseal(wrong, sealed, 'conn_1')).toThrow(/another one, or the secret was altered/);
  });
});

describe('a key ring', () => {
  it.each<[string, KeyRing, RegExp]>([
    ['a short key', { activeId: 'a', keys: [{ id: 'a', key: randomBytes(16) }] }, /32 bytes/],
    [
      'an id with a dot',
      { activeId: 'a.b', keys: [{ id: 'a.b', key: randomBytes(32) }] },
      /an id has/,
    ],
    ['a double id', { activeId: 'old', keys: [old, old] }, /share an id/],
    ['no active key', { activeId: 'none', keys: [old] }, /Secret key none is needed/],
    ['no key at all', { activeId: 'none', keys: [] }, /known: none/],
  ])('is refused with %s', (_, bad, message) => {
    expect(() => checkKeyRing(bad)).toThrow(message);
  });
});
