import { verbRoot } from '../states/verb-root.ts';
import type { Word } from '../words.ts';

/** Verbs for what becomes of somebody or something: rows to which it happened are other rows than all. */
const fates: ReadonlySet<string> = new Set(
  (
    'die died survive recover relapse resign quit retire divorce marry graduate churn crash fail win lose ' +
    'expire renew upgrade downgrade unsubscribe bounce convert default break steal leak escape disappear promote demote ' +
    'dismiss fire relocate emigrate bankrupt arrest convict vaccinate infect injure burn sink explode hack'
  )
    .split(' ')
    .map(verbRoot),
);

/** Words that were passed over and say what became of rows: "how many patients [died]". An answer without them is another one. */
export function strangeFates(unread: readonly Word[]): readonly string[] {
  return unread
    .filter(({ kind, lower }) => kind === 'word' && isFate(lower))
    .map(({ text }) => text);
}

/** Whether a verb says what becomes of somebody or something. */
export function isFate(word: string): boolean {
  return fates.has(verbRoot(word));
}
