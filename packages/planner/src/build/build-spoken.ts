import type { Expression } from '@ai-etl/core';
import { askOne, type Findings } from '../link/findings.ts';
import { columnChoices } from '../link/link-column.ts';
import { resolveState } from './condition-state.ts';
import { addFilter, type Draft } from './step-draft.ts';

/** "completed orders", "vip customers": what was said beside the table's name. */
export function addStates(draft: Draft, findings: Findings): void {
  const { table, id, states, unknown } = draft.branch;
  new Set(states).forEach((state) => {
    const path = `steps.${id}.filter`;
    const where = resolveState(state, { table, findings, id: `filter_${id}`, path });
    if (where !== null) addFilter(draft, where);
  });
  for (const word of new Set(unknown)) {
    const where = askUnknown(word, draft, findings);
    if (where !== null) addFilter(draft, where);
  }
}

/** A word nobody knows is never dropped in silence: it may be a value of some column. */
function askUnknown(word: string, draft: Draft, findings: Findings): Expression | null {
  const { table, id } = draft.branch;
  const texts = table.columns.filter((column) => column.type.kind === 'text');
  const mentioned = texts.filter((column) => column.comment?.toLowerCase().includes(word) === true);
  const offered = mentioned.length > 0 ? mentioned : texts;
  const answer = askOne(findings, {
    id: `filter_${id}_${word.replaceAll(/[^\p{L}\p{N}]/gu, '')}`,
    field: 'filter',
    question: `What does "${word}" mean for ${table.object.name}? Choose the column that holds it, or leave it out.`,
    choices: [
      ...columnChoices(offered).slice(0, 15),
      { value: 'ignore', label: 'leave it out', because: 'all rows are loaded' },
    ],
  });
  if (answer === null || answer === 'ignore') return null;
  return {
    kind: 'binary',
    op: 'eq',
    left: { kind: 'column', name: answer },
    right: { kind: 'literal', type: 'text', value: word },
  };
}
