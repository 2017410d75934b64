import type {
  Expect,
  ExpectedClarify,
  ExpectedEndpoint,
  ExpectedPlan,
  PipelineCase,
} from '../expect.ts';
import { comparePlans, type PlanComparison } from './compare-plans.ts';
import { sameCron } from './same-cron.ts';
import { isCore } from './slot.ts';
import { sameObject } from './values.ts';

/** How one description was answered. */
export interface JudgedCase {
  readonly item: PipelineCase;
  readonly predicted: Expect | null;
  /** Null when the program failed on it. */
  readonly error: string | null;
  readonly answerMs: number;
  /** Plan where a plan was due, a question where one was due; a question about what the text leaves open is both. */
  readonly isOutcomeRight: boolean;
  /** Only of plans. */
  readonly comparison: PlanComparison | null;
  /** Only of questions that were due: about one of the right topics. */
  readonly isRightQuestion: boolean | null;
  /** Only of questions that were due. */
  readonly understood: { readonly found: number; readonly all: number } | null;
}

export interface Answered {
  readonly item: PipelineCase;
  readonly predicted: Expect | null;
  readonly error: string | null;
  readonly answerMs: number;
}

export function judgeCase(answered: Answered): JudgedCase {
  const { item, predicted } = answered;
  const { expect } = item;
  if (expect.outcome === 'clarify') {
    return {
      ...answered,
      isOutcomeRight: predicted?.outcome === 'clarify',
      comparison: null,
      isRightQuestion:
        predicted?.outcome === 'clarify' &&
        predicted.ask_about.some((topic) => expect.ask_about.includes(topic)),
      understood: understoodSlots(expect, predicted),
    };
  }
  const isOpenQuestion = predicted?.outcome === 'clarify' && asksOnlyWhatIsOpen(expect, predicted);
  const draft = predicted?.outcome === 'plan' ? predicted : (predicted?.draft ?? null);
  const comparison = comparePlans(expect, draft, item.description);
  const isPlan = predicted?.outcome === 'plan';
  return {
    ...answered,
    isOutcomeRight: isPlan || isOpenQuestion,
    comparison: isPlan
      ? comparison
      : isOpenQuestion
        ? withoutOpenSlots(expect, comparison)
        : { ...comparison, isExact: false, isExactCore: false },
    isRightQuestion: null,
    understood: null,
  };
}

/** A note beside a slot says that the text leaves it open, so that asking is as right as assuming. */
const noteTopics: Readonly<Record<string, string>> = {
  schedule_note: 'schedule',
  keys_note: 'keys',
  key_note: 'keys',
  join_note: 'join_keys',
};

const topicSlots: Readonly<Record<string, readonly string[]>> = {
  schedule: ['schedule', 'timezone'],
  keys: ['key', 'dedupe'],
  join_keys: ['join'],
};

function openTopicsOf(expect: ExpectedPlan): readonly string[] {
  return Object.keys(expect).flatMap((field) => noteTopics[field] ?? []);
}

function asksOnlyWhatIsOpen(expect: ExpectedPlan, { ask_about: topics }: ExpectedClarify): boolean {
  const open = openTopicsOf(expect);
  return topics.length > 0 && topics.every((topic) => open.includes(topic));
}

/** What is asked about need not be in the draft. */
function withoutOpenSlots(expect: ExpectedPlan, comparison: PlanComparison): PlanComparison {
  const open = new Set(openTopicsOf(expect).flatMap((topic) => topicSlots[topic] ?? []));
  const wrong = comparison.slots.filter((one) => one.verdict !== 'found' && !open.has(one.name));
  const isExact = wrong.length === 0;
  return {
    slots: comparison.slots.filter((one) => one.verdict === 'found' || !open.has(one.name)),
    isExact,
    isExactCore: isExact || wrong.every((one) => !isCore(one.name)),
  };
}

/** Of what gold says is understood although it must be asked; objects that are null do not count. */
function understoodSlots(
  { understood }: ExpectedClarify,
  predicted: Expect | null,
): { readonly found: number; readonly all: number } {
  const given = predicted?.outcome === 'clarify' ? predicted.understood : {};
  const sides = (['sources', 'targets'] as const).flatMap((side) => [
    pair(
      understood[side],
      given[side],
      (one, other) => one.type != null && one.type === other.type,
      'type',
    ),
    pair(
      understood[side],
      given[side],
      (one, other) => one.object != null && sameObject(one.object, other.object),
      'object',
    ),
  ]);
  const { write_mode: mode, cron } = understood;
  const facts = [
    ...(mode == null ? [] : [given.write_mode === mode]),
    ...(cron == null ? [] : [given.cron != null && sameCron(cron, given.cron)]),
  ];
  return {
    found: sides.reduce((sum, one) => sum + one.found, 0) + facts.filter(Boolean).length,
    all: sides.reduce((sum, one) => sum + one.all, 0) + facts.length,
  };
}

function pair(
  gold: readonly ExpectedEndpoint[] | undefined,
  given: readonly ExpectedEndpoint[] | undefined,
  same: (one: ExpectedEndpoint, other: ExpectedEndpoint) => boolean,
  field: 'type' | 'object',
): { readonly found: number; readonly all: number } {
  const wanted = (gold ?? []).filter((one) => one[field] != null);
  const open = [...(given ?? [])];
  const found = wanted.filter((one) => {
    const at = open.findIndex((other) => same(one, other));
    if (at !== -1) open.splice(at, 1);
    return at !== -1;
  });
  return { found: found.length, all: wanted.length };
}
