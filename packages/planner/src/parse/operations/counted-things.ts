import { free, type Reading } from '../reading.ts';

const done =
  /^(?:sold|placed|made|delivered|opened|closed|received|issued|completed|shipped|taken|sent|booked|played|bought|ordered|held|given|returned|cancelled|created|processed|served|treated|watched|rented|paid)$/u;

/** "tickets sold", "parcels delivered": things, and what was done with them. */
export function isCountedThing(reading: Reading, at: number): boolean {
  const thing = free(reading, at);
  const isPlural = thing?.kind === 'word' && !thing.quoted && /^[a-z]{3,}s$/u.test(thing.lower);
  return isPlural && done.test(free(reading, at + 1)?.lower ?? '');
}
