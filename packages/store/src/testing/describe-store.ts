import { afterAll, describe, it } from 'vitest';
import { freshStore, type FreshStore } from './fresh-store.ts';

/**
 * A suite on a real database of its own. Without PostgreSQL it is skipped with the reason
 * printed; in CI it fails.
 */
export async function describeStore(
  name: string,
  body: (fresh: FreshStore) => void,
): Promise<void> {
  const fresh = await freshStore();
  if (fresh === null) {
    describe.skip(name, () => {
      it('needs PostgreSQL', () => undefined);
    });
    return;
  }
  describe(name, () => {
    afterAll(() => fresh.drop());
    body(fresh);
  });
}
