import { describe, expect, it } from 'vitest';
import { networkError } from './network-error.ts';
import { classifyFailure } from './retry.ts';

function failure(code: string): Error {
  return Object.assign(new TypeError('low level'), { code });
}

describe('failures of the network', () => {
  it.each([
    ['ENOTFOUND', 'CONNECTION_FAILED', 'terminal'],
    ['EAI_AGAIN', 'CONNECTION_FAILED', 'transient'],
    ['ECONNREFUSED', 'CONNECTION_FAILED', 'transient'],
    ['ETIMEDOUT', 'CONNECTION_FAILED', 'transient'],
    ['ECONNRESET', 'CONNECTION_LOST', 'transient'],
    ['EPIPE', 'CONNECTION_LOST', 'transient'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_FAILED', 'terminal'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS_FAILED', 'terminal'],
  ] as const)('%s is %s and %s', (code, expected, classification) => {
    const error = networkError(failure(code), 'PostgreSQL at db:5432');
    expect(error).toMatchObject({ code: expected });
    expect(error?.message).toContain('PostgreSQL at db:5432');
    expect(classifyFailure(error)).toBe(classification);
  });

  it('are found in the cause and in the first of several addresses', () => {
    const wrapped = new TypeError('fetch failed', { cause: failure('ECONNREFUSED') });
    expect(networkError(wrapped, 'x')).toMatchObject({ code: 'CONNECTION_FAILED' });
    const several = new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')]);
    expect(networkError(several, 'x')).toMatchObject({ code: 'CONNECTION_FAILED' });
  });

  it('leave other errors alone: they are terminal until somebody knows better', () => {
    expect(networkError(new TypeError('bug'), 'x')).toBeUndefined();
    expect(classifyFailure(new TypeError('bug'))).toBe('terminal');
  });
});
