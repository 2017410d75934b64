import {
  AiEtlError,
  type CursorReceipt,
  type EarlierCursors,
  type Publication,
  type TargetReceipt,
} from '@ai-etl/core';

/**
 * What a publication committed: the cursors of the attempt that the target's own record names, or
 * those of the receipt where only one attempt ever came that far.
 */
export function committedCursors(
  receipt: TargetReceipt,
  publication: Pick<Publication, 'attempt'>,
): readonly CursorReceipt[] | undefined {
  const { attempt } = publication;
  const drafted = attempt === undefined ? undefined : receipt.drafts?.[String(attempt)];
  return drafted ?? receipt.cursors;
}

/** A receipt once it is known what was published. */
export function withCommitted(
  { drafts, ...receipt }: TargetReceipt,
  publication: Pick<Publication, 'attempt'>,
): TargetReceipt {
  const cursors = committedCursors(
    drafts === undefined ? receipt : { ...receipt, drafts },
    publication,
  );
  return cursors === undefined ? receipt : { ...receipt, cursors };
}

/** Keeps what earlier attempts may have published beside what this one is about to. */
export function withDrafts(
  receipt: TargetReceipt,
  earlier: TargetReceipt | undefined,
  attempt: number,
): TargetReceipt {
  if (receipt.cursors === undefined) return receipt;
  return { ...receipt, drafts: { ...earlier?.drafts, [String(attempt)]: receipt.cursors } };
}

/** Asks the target what a run published; null: nothing. */
export type AskTarget = (run: EarlierCursors) => Promise<Publication | null>;

/**
 * The newest cursors that are committed in a target. A receipt says what a run was about to
 * publish; whether it did, the receipt knows when the run ended well, and the target otherwise.
 * Throws PLAN_INVALID when the target was another table then.
 */
export async function newestCommitted(
  target: { readonly id: string; readonly object: string },
  earlier: readonly EarlierCursors[],
  ask: AskTarget,
): Promise<readonly CursorReceipt[]> {
  for (const run of earlier) {
    const receipt = run.receipt.targets.find((one) => one.target === target.id);
    if (receipt?.cursors === undefined) continue;
    requireSameTable(target, receipt);
    if (receipt.published_at !== null) return receipt.cursors;
    const publication = await ask(run);
    if (publication !== null) return committedCursors(receipt, publication) ?? [];
  }
  return [];
}

/** A table that was not filled by those runs lacks the rows that they read. */
function requireSameTable(
  { id, object }: { readonly id: string; readonly object: string },
  receipt: TargetReceipt,
): void {
  if (receipt.object === object) return;
  throw new AiEtlError(
    'PLAN_INVALID',
    `"${id}" was ${receipt.object} until now and is ${object}: what was read for the one is not in the ` +
      'other. Run it once with full_refresh.',
    { details: [{ field: `targets.${id}.object`, error: 'the table was changed' }] },
  );
}
