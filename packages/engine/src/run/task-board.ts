import type { PlanTask } from '@ai-etl/compile';
import { invariant, type Clock, type RunError, type RunTask, type TaskStatus } from '@ai-etl/core';
import { canTaskBecome, isTaskDone } from '../states/task-states.ts';

/** The tasks of one attempt, kept in memory and stored now and then as a whole. */
export interface TaskBoard {
  plan(tasks: readonly PlanTask[]): void;
  move(id: string, to: TaskStatus, facts?: TaskFacts): void;
  /** Ends what is not done: running tasks with the error, pending ones as cancelled. */
  closeAll(error: RunError | null): void;
  all(): readonly RunTask[];
  /** The tasks when they changed since the last call, otherwise null. */
  takeChanges(): readonly RunTask[] | null;
  /** Storing them failed: the next `takeChanges` answers them again. */
  markChanged(): void;
}

export interface TaskFacts {
  readonly rows?: bigint;
  readonly error?: RunError;
}

export function createTaskBoard(clock: Clock, attempt: number): TaskBoard {
  const tasks = new Map<string, RunTask>();
  let changed = false;
  const now = () => new Date(clock.now()).toISOString();

  function move(id: string, to: TaskStatus, facts: TaskFacts = {}): void {
    const task = tasks.get(id);
    invariant(task !== undefined, `no task "${id}"`);
    invariant(canTaskBecome(task.status, to), `task "${id}" cannot go ${task.status} -> ${to}`);
    tasks.set(id, {
      ...task,
      status: to,
      startedAt: to === 'running' ? now() : task.startedAt,
      finishedAt: isTaskDone(to) ? now() : null,
      rows: facts.rows === undefined ? task.rows : String(facts.rows),
      error: facts.error ?? task.error,
    });
    changed = true;
  }

  return {
    plan(planned) {
      tasks.clear();
      for (const { id, kind, depends_on } of planned) {
        tasks.set(id, {
          id,
          kind,
          dependsOn: depends_on,
          status: 'pending',
          attempt,
          startedAt: null,
          finishedAt: null,
          rows: null,
          error: null,
        });
      }
      changed = true;
    },
    move,
    closeAll(error) {
      for (const { id, status } of tasks.values()) {
        if (status === 'running' && error !== null) move(id, 'failed', { error });
        else if (!isTaskDone(status)) move(id, 'cancelled');
      }
    },
    all: () => [...tasks.values()],
    takeChanges() {
      if (!changed) return null;
      changed = false;
      return [...tasks.values()];
    },
    markChanged() {
      changed = true;
    },
  };
}
