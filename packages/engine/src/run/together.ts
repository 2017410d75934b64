/** Work that stands or falls together. */
export interface Group {
  /** Aborted when the parent is, or when any work of the group fails. */
  readonly signal: AbortSignal;
  /** Starts work whose failure stops all the others. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Starts work that only matters while the others go on; its own failure is ignored. */
  aside(work: (signal: AbortSignal) => Promise<void>): void;
  /** Stops what was started aside. */
  endAsides(): void;
}

/**
 * Runs `body` with a group. Leaves only when everything started in it has ended, so that nothing
 * goes on using a connection afterwards. Throws the failure that came first: the others are its
 * consequences.
 */
export async function together<Result>(
  parent: AbortSignal,
  body: (group: Group) => Promise<Result>,
): Promise<Result> {
  const failing = new AbortController();
  const asides = new AbortController();
  const signal = AbortSignal.any([parent, failing.signal]);
  const started: Promise<unknown>[] = [];
  let first: { readonly error: unknown } | undefined;

  const fail = (error: unknown): never => {
    first ??= { error };
    failing.abort(error);
    throw error;
  };
  const group: Group = {
    signal,
    run(work) {
      const running = work().catch(fail);
      // The body may not be waiting for it yet; its failure has been noted.
      started.push(running.catch(() => undefined));
      return running;
    },
    aside(work) {
      started.push(work(AbortSignal.any([signal, asides.signal])).catch(() => undefined));
    },
    endAsides: () => asides.abort(),
  };

  try {
    return await body(group).catch(fail);
  } catch (error) {
    throw parent.aborted ? parent.reason : (first?.error ?? error);
  } finally {
    asides.abort();
    await Promise.all(started);
  }
}
