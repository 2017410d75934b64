/** The last of the actions of a place. */
const queues = new Map<string, Promise<unknown>>();

/** Runs actions of one place one after the other: publications of this process do not meet. */
export async function exclusively<T>(place: string, action: () => Promise<T>): Promise<T> {
  const before = queues.get(place) ?? Promise.resolve();
  const turn = before.then(action, action);
  const settled = turn.catch(() => undefined);
  queues.set(place, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(place) === settled) queues.delete(place);
  }
}
