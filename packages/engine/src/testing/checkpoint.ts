/** Called by the in-memory peers around each effect, so that a test can stop time exactly there. */
export type Checkpoint = (name: string) => Promise<void>;

/** Checkpoints that let everything pass and remember the names. */
export interface Freezer {
  readonly checkpoint: Checkpoint;
  readonly passed: string[];
  /** The caller that reaches the n-th checkpoint (0 is the first) stays there, as if killed. */
  freezeAt(n: number): void;
  /** Resolves when somebody is frozen. */
  readonly frozen: Promise<string>;
  /** The frozen caller goes on: a process that was only suspended. */
  thaw(): void;
}

export function createFreezer(): Freezer {
  const passed: string[] = [];
  const frozen = Promise.withResolvers<string>();
  const thawed = Promise.withResolvers<void>();
  let freezeAt = -1;
  return {
    passed,
    frozen: frozen.promise,
    freezeAt(n) {
      freezeAt = n;
    },
    thaw: () => thawed.resolve(),
    async checkpoint(name) {
      const position = passed.length;
      passed.push(name);
      if (position !== freezeAt) return;
      frozen.resolve(name);
      await thawed.promise;
    },
  };
}
