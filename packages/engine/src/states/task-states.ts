import type { TaskStatus } from '@ai-etl/core';

/**
 * The transition table of tasks within one attempt. `skipped`: an earlier attempt had done it.
 * A new attempt starts its tasks from `pending` again.
 */
export const taskTransitions: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['running', 'skipped', 'cancelled'],
  running: ['success', 'failed', 'cancelled'],
  success: [],
  failed: [],
  skipped: [],
  cancelled: [],
};

/** The task will not change any more in this attempt. */
export function isTaskDone(status: TaskStatus): boolean {
  return taskTransitions[status].length === 0;
}

export function canTaskBecome(from: TaskStatus, to: TaskStatus): boolean {
  return taskTransitions[from].includes(to);
}
