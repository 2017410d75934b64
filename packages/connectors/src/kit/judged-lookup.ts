import { lookup as resolve, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { OutboundGuard } from '@ai-etl/core';

/** Resolves names; replaced in tests by one that lies. */
export type Resolve = typeof resolve;

export interface JudgedLookup {
  readonly guard: OutboundGuard;
  readonly protocol: 'http:' | 'https:';
  /** The error that is thrown in the place of an address. */
  readonly refusal: (host: string) => Error;
  readonly resolveName?: Resolve;
}

/**
 * Answers only addresses that the guard allows, and an error when there are none. The address is judged
 * where the connection is made: a name is resolved once and only a judged address is connected to, so a
 * name that changes its address in between gains nothing. A literal address is never looked up: judge it
 * before.
 */
export function judgedLookup(options: JudgedLookup): LookupFunction {
  const { guard, protocol, refusal, resolveName = resolve } = options;
  return (hostname, wanted, answer) => {
    resolveName(hostname, { ...wanted, all: true }, (error, addresses) => {
      if (error !== null) {
        answer(error, '', 0);
        return;
      }
      // All or none: a name with one forbidden address is a trap, not a choice.
      const [first] = addresses;
      const forbidden = addresses.some((one) => !guard.allows(one.address, protocol));
      if (forbidden || first === undefined) {
        answer(refusal(hostname), '', 0);
        return;
      }
      if (wanted.all === true) answer(null, [...addresses] satisfies LookupAddress[]);
      else answer(null, first.address, first.family);
    });
  };
}
