/** A statement that a process of ours is working at. */
export interface LiveStatement {
  readonly pid: number;
  readonly text: string;
}

const live = new Set<LiveStatement>();

/**
 * What the SQLite processes of this worker are working at: a file has no list of its sessions that one
 * could ask. Statements may hold values, so this is not for logs.
 */
export const LiveStatements = {
  /** Notes the start of a statement; call what it answers when the statement has ended. */
  begin(pid: number | undefined, text: string): () => void {
    const one = { pid: pid ?? 0, text };
    live.add(one);
    return () => void live.delete(one);
  },

  /** Those under way. */
  all(): readonly LiveStatement[] {
    return [...live];
  },
} as const;
