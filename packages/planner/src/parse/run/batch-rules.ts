import type { PolicyIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

type Unit = NonNullable<PolicyIntent['chunkBy']>;

const units: ReadonlyMap<string, Unit> = new Map([
  ...(['hour', 'day', 'week', 'month', 'quarter', 'year'] as const).flatMap((unit) =>
    [unit, `${unit}s`, `${unit}ly`, `${unit}-by-${unit}`, `${unit}wise`].map(
      (word): readonly [string, Unit] => [word, unit],
    ),
  ),
  ['daily', 'day'],
  ['недельными', 'week'],
  ['месячными', 'month'],
  ['дневными', 'day'],
  ['неделям', 'week'],
  ['месяцам', 'month'],
  ['дням', 'day'],
  ['понедельно', 'week'],
  ['помесячно', 'month'],
  ['подневно', 'day'],
  ['посуточно', 'day'],
]);
const unitWord = `(${[...units.keys()].join('|')}|day by day|week by week|month by month)`;
const pieces =
  '(pieces|chunks|slices|parts|portions|batches|blocks|steps|partitions|segments|intervals|кусками|куски|частями|части|порциями|порции|отрезками|блоками|пачками)';
const cut =
  '(cut|chop|slice|split|chunk|break|divide|cutting|chunked|sliced|chopped|режь|нарежь|разбей|дели|раздели|разбивай|нарезай)';

/** How a long load is cut, how much at a time, by how many workers. */
export const batchRules = compileRules<PolicyIntent>([
  {
    patterns: [
      `${cut} (it|them|the load|this|everything|the job|the work|the run|the history|the range|загрузку|период|все|историю)? (up|down)? (into|in|to|by|as|through|на|по)? (a)? ${unitWord} ${pieces}?`,
      `(in|by|as)? ${unitWord} ${pieces}`,
      `(one|a) ${unitWord} (at a time|after the other|after another|per ${pieces}|per step|per chunk|per piece)`,
      `${pieces} (of|by|per|по) (one|a|1|одной|одному)? ${unitWord}`,
      `(day by day|week by week|month by month|week-by-week|month-by-month|day-by-day)`,
      `(chunk|chunks|slice|slices|piece|pieces) (by|per) ${unitWord}`,
      `(понедельно|помесячно|подневно|посуточно|недельными|месячными|дневными) ${pieces}?`,
    ],
    mean: () => (evidence) => {
      const words = evidence.text.toLowerCase().split(/[^\p{L}-]+/u);
      const unit = words.map((word) => units.get(word)).find((one) => one !== undefined);
      return unit === undefined ? {} : { chunkBy: unit };
    },
  },
  {
    patterns: [
      '(in|with|using|of|by)? (batches|chunks|blocks|portions|packs|packets|pages|groups|batch|chunk) (of|with|size|sizes|:|=|size is|size of)? (is|of|=|:|up to)? <size:num> (rows|records|lines|each|entries)?',
      '<size:num> (rows|records|lines|entries)? (per|a|in a|in each|in every|for each|each) (batch|chunk|block|portion|pack|go|time|insert|write)',
      '<size:num> (rows|records|lines) (each|every|for each|for every) (batch|chunk|block|portion)',
      '<size:num> (rows|records|lines) (at once|at a time)',
      '(batch|chunk) (size|sizes) (is|of|=|:)? <size:num>',
      '(пачками|батчами|порциями|блоками|партиями|пакетами|пачки|батчи|порции) (по|размером|размер)? (по)? <size:num> (строк|записей|тысяч)?',
      '(по) <size:num> (строк|записей) (в|на|за) (батч*|пачк*|порци*|раз|партии|пакет*|один раз)',
      '(размер) (батча|пачки|пакета|порции) (—|–|:|=)? <size:num>',
    ],
    mean: (captures) => {
      const batchSize = captures.number('size');
      return batchSize === null || !Number.isInteger(batchSize) ? null : () => ({ batchSize });
    },
  },
  {
    patterns: [
      '(with|using|on|in|by|run|use|have|up to|at most|over)? <workers:num> (parallel|concurrent|simultaneous)? (workers|threads|streams|processes|connections|jobs|tasks|readers|writers|parallel workers|parallel streams|parallel threads|lanes)',
      '<workers:num> (running|working|going|loading)? (in parallel|at the same time|concurrently|at once|pieces at a time|chunks at a time|in parallel streams|parallel)',
      '(parallelism|concurrency|parallel|workers) (of|is|=|:|by)? <workers:num>',
      '(в|на|с)? <workers:num> (поток*|воркер*|нити|нитей|процесс*|параллельн*|соединени*) (поток*)?',
      '(параллельно)? (в|на) <workers:num> (поток*|воркер*)',
      '(параллельность|параллелизм) (—|–|:|=)? <workers:num>',
    ],
    mean: (captures) => {
      const parallel = captures.number('workers');
      return parallel === null || !Number.isInteger(parallel) || parallel < 1
        ? null
        : () => ({ parallel });
    },
  },
]);

const seconds: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
]);
const tries =
  '(times|time|x|retries|attempts|tries|more times|more tries|further attempts|repeats|reruns|раз|раза|попытк*|попыток|повтор*)';
const again =
  '(retry|retries|retrying|try again|try it again|try once more|repeat|rerun|re-run|attempt|attempts|try|restart|repeat it|retry it|run it again|start again|start it again|повтори|повторяй|повторить|перезапусти|перезапускай|пробуй|попробуй|пытайся|ретрай|повтор|повторы|попытки|ретраи)';
const gap =
  '(with|at|after|waiting|wait|every|,|and|each|spaced|in|pausing|pause|—|–|с|через|каждые|раз в|по|;)? (a|an|the|for|of|with|waiting|after|интервалом|паузой|перерывом|задержкой|промежутком|пауза|интервал)? (pause|delay|wait|gap|interval|break|intervals|pauses)? (of|for|between|в|по|—)? (of)? <delay:num> <unit:unit> (in between|between|between them|between tries|between attempts|apart|delay|later|pause|in between each|wait|each time|between retries|interval|intervals|gap|of pause|in-between|each|между попытками|между ними|между|паузы|спустя)?';

/** How often a failed run is tried again, and how long it waits. */
export const retryRules = compileRules<PolicyIntent>([
  {
    patterns: [
      `${again} (it|a failed run|failed runs|the run|the job|the load|on failure|on error|on errors|up|загрузку|запуск|при ошибке|при сбое|при неудаче|еще)? (up to|at most|for|a maximum of|maximum|еще|до|не более|if it fails)? (еще|up to)? <count:num> ${tries}? ${gap}`,
      `${again} (twice|дважды) (more|again)? (,)? ${gap}`,
      `${again} (on|in case of|after|при)? (failure|failures|error|errors|ошибке|сбое|неудаче)? (up to|at most|еще|до)? (twice|дважды) (,)? ${gap}`,
      `<count:num> ${tries} ${gap}`,
      `(up to|at most|до)? <count:num> (retries|attempts|reruns|попытки|попыток|повтора|повторов|ретрая|ретраев) ${gap}`,
      `${again} (every|каждые|через) <delay:num> <unit:unit> (up to|at most|,|не более|до|for|, up to|, at most)? <count:num> ${tries}?`,
      `${again} (it|a failed run|failed runs|the run|the job|the load|on failure|on error|on errors|загрузку|запуск|при ошибке|при сбое|при неудаче|еще)? (up to|at most|for|a maximum of|maximum|еще|до|не более|if it fails)? <count:num> ${tries}?`,
      `(up to|at most|до)? <count:num> (retries|reruns|attempts|попытки|попыток|повтора|повторов|ретрая|ретраев)`,
    ],
    mean: (captures) => (evidence) => {
      const count = captures.number('count') ?? (/twice|дважды/iu.test(evidence.text) ? 2 : null);
      const delay = captures.number('delay');
      const unit = seconds.get(captures.text('unit') ?? '');
      if (count === null || count > 20) return {};
      if (delay === null || unit === undefined) return { retries: count };
      return { retries: count, retryDelaySeconds: Math.min(86_400, delay * unit) };
    },
  },
  {
    patterns: [
      "(no retries|without retries|do not retry|never retry|don't retry|без повторов|не повторяй при ошибке|без ретраев)",
    ],
    mean: () => () => ({ retries: 0 }),
  },
]);
