import type { CheckIntent, NotificationIntent, ParsingIntent, PolicyIntent } from '@ai-etl/planner';
import type { PlanDraft } from '../expect.ts';

type CheckSlot = PlanDraft['checks'][number];

/** A check as the suite spells it; a range is a `min` and a `max`. */
export function checksOf(intents: readonly CheckIntent[]): CheckSlot[] {
  return intents.flatMap((intent): CheckSlot[] => {
    switch (intent.rule) {
      case 'not_null':
        return [{ rule: 'not_null', column: intent.column }];
      case 'unique': {
        const [column = null, ...more] = intent.columns;
        return [{ rule: 'unique', column: more.length > 0 ? [...intent.columns] : column }];
      }
      case 'range':
        return rangeOf(intent);
      case 'null_ratio':
        return [{ rule: 'null_ratio', column: intent.column, max: intent.max }];
      case 'accepted_values':
        return [{ rule: 'in_set', column: intent.column, values: [...intent.values] }];
      case 'format':
        return [{ rule: 'format', column: intent.column, format: intent.format }];
      case 'regex':
        return [{ rule: 'regex', column: intent.column, pattern: intent.pattern }];
      case 'row_count':
        return [
          {
            rule: 'row_count',
            column: null,
            ...(intent.min === null ? {} : { min: intent.min }),
            ...(intent.max === null ? {} : { max: intent.max }),
            ...(intent.window === null ? {} : { window: intent.window }),
          },
        ];
      case 'freshness':
        return [
          { rule: 'freshness', column: null, max_age: durationOf(intent.maxAgeMinutes * 60) },
        ];
    }
  });
}

function rangeOf(intent: Extract<CheckIntent, { rule: 'range' }>): CheckSlot[] {
  const { column, min, max, minExclusive, maxExclusive } = intent;
  const exclusive = (isExclusive: boolean) => (isExclusive ? { exclusive: true } : {});
  return [
    ...(min === null ? [] : [{ rule: 'min', column, value: min, ...exclusive(minExclusive) }]),
    ...(max === null ? [] : [{ rule: 'max', column, value: max, ...exclusive(maxExclusive) }]),
  ];
}

/** One entry for each outcome that is told. */
export function notificationsOf(
  intents: readonly NotificationIntent[],
): PlanDraft['notifications'] {
  return intents.flatMap((intent) =>
    intent.on.map((on) => ({
      channel: intent.channel,
      to: intent.to,
      on: on === 'check_failed' ? 'failure' : on,
    })),
  );
}

/** Retries, and the size of the work's pieces. */
export function policyOf(policy: PolicyIntent): Pick<PlanDraft, 'retries' | 'batch'> {
  const { retries, retryDelaySeconds, batchSize, parallel, chunkBy } = policy;
  const again = {
    ...(retries === undefined ? {} : { count: retries }),
    ...(retryDelaySeconds === undefined ? {} : { delay: durationOf(retryDelaySeconds) }),
  };
  const batch = {
    ...(batchSize === undefined ? {} : { size: batchSize }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(chunkBy === undefined ? {} : { chunk_by: chunkBy }),
  };
  return {
    ...(Object.keys(again).length === 0 ? {} : { retries: again }),
    ...(Object.keys(batch).length === 0 ? {} : { batch }),
  };
}

/** Column to the way its text is written. */
export function parsingOf(intents: readonly ParsingIntent[]): Pick<PlanDraft, 'parse'> {
  if (intents.length === 0) return {};
  return { parse: Object.fromEntries(intents.map(({ column, format }) => [column, format])) };
}

/** Seconds in the largest unit that holds them whole: `90s`, `10m`, `24h`. */
function durationOf(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
