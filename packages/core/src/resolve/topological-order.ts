interface Node {
  readonly id: string;
  readonly inputs: readonly string[];
}

export interface TopologicalOrder<N extends Node> {
  /** Each node after its inputs; otherwise in the given order. Nodes of cycles come last. */
  readonly ordered: readonly N[];
  /** Ids of nodes that lie on a cycle. */
  readonly cyclic: ReadonlySet<string>;
}

/** Orders nodes so that inputs come first. Inputs that are not among the nodes do not matter. */
export function topologicalOrder<N extends Node>(nodes: readonly N[]): TopologicalOrder<N> {
  const ids = new Set(nodes.map((node) => node.id));
  const done = new Set<string>();
  const ordered: N[] = [];
  let waiting = nodes;
  while (waiting.length > 0) {
    const ready = waiting.filter((node) => node.inputs.every((id) => !ids.has(id) || done.has(id)));
    if (ready.length === 0) break;
    for (const node of ready) done.add(node.id);
    ordered.push(...ready);
    waiting = waiting.filter((node) => !ready.includes(node));
  }
  return { ordered: [...ordered, ...waiting], cyclic: onCycles(waiting) };
}

/** Of the nodes that could not be ordered, those that reach themselves; the rest only read such. */
function onCycles(waiting: readonly Node[]): ReadonlySet<string> {
  const inputs = new Map(waiting.map((node) => [node.id, node.inputs]));
  const reachesItself = (start: string): boolean => {
    const seen = new Set<string>();
    const open = [...(inputs.get(start) ?? [])];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === start) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(inputs.get(id) ?? []));
    }
    return false;
  };
  return new Set(waiting.map((node) => node.id).filter(reachesItself));
}
