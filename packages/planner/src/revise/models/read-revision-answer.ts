import { isTimeZone, parseCron } from '@ai-etl/core';
import { findQuote } from '../../models/find-quote.ts';
import type { ReadAnswer } from '../../models/model-use.ts';
import {
  citeCovered,
  openProblems,
  shorten,
  type Problems,
} from '../../models/pipelines/problems.ts';
import { readEndpoint } from '../../models/pipelines/read-endpoint.ts';
import { readOperation } from '../../models/pipelines/read-operation.ts';
import { tableNames } from '../../models/pipelines/read-pipeline.ts';
import type { FilterIntent } from '../../ir/index.ts';
import { nameWords } from '../../link/name-words.ts';
import type { ChangeIntent, RevisionIR, ScheduleChange } from '../revision-ir.ts';
import { bringBack, changeVerb, insteadOf, negation, takeAway } from '../read/command-words.ts';
import { namesOf, type RevisionRequest } from '../revise-pipeline.ts';
import { RevisionAnswer, type ChangeAnswer } from './revision-answer.ts';

export interface RevisionReading {
  readonly request: RevisionRequest;
  /** What the built-in reader reads in the same words: none of its changes may just go missing. */
  readonly builtIn: RevisionIR;
}

/**
 * The guard of instructions. An answer becomes RevisionIR only if each change is quoted from the person's
 * own words: a name or comment that talks a model into more has no words to quote. Something is taken
 * away only by words that take away; recipients, names and target tables are written by the person.
 * Checks, retries and loads are the built-in reader's. Problems are for the model.
 */
export function readRevisionAnswer(
  answer: unknown,
  { request, builtIn }: RevisionReading,
): ReadAnswer<RevisionIR> {
  const parsed = RevisionAnswer.safeParse(answer);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'the object'}: ${message}`,
    );
    return { ok: false, problems };
  }
  const problems = openProblems(request.instruction);
  const place: ChangePlace = { request, problems, columns: columnsOf(request) };
  const changes = parsed.data.changes.map((one, at) =>
    readChange(one, { ...place, path: `changes[${at}]` }),
  );
  const notes = parsed.data.not_expressed.map((one, at) => ({
    kind: 'operation' as const,
    evidence: citeCovered(problems, `not_expressed[${at}]`, one),
  }));
  requireNothingDropped(builtIn, problems);
  if (problems.found.length > 0) return { ok: false, problems: problems.found };
  const own = builtIn.changes.filter((one) => builtInOnly.has(one.about));
  const value: RevisionIR = {
    version: 1,
    changes: [...changes, ...own],
    notes: [...notes, ...builtIn.notes.filter((one) => one.kind === 'sql')],
  };
  return { ok: true, value };
}

/** What a model is not asked for. */
const builtInOnly: ReadonlySet<ChangeIntent['about']> = new Set(['check', 'policy', 'load']);

interface ChangePlace {
  readonly request: RevisionRequest;
  readonly problems: Problems;
  readonly columns: ReadonlySet<string>;
}

const takesAway = new RegExp(
  [negation, takeAway, bringBack, changeVerb, insteadOf].join('|'),
  'iu',
);

/** Words without which nobody asked for a mask to go, or for another way of writing. */
const saysMask =
  /mask|hid|hash|redact|anonymi|encrypt|clear ?text|plain|маск|скры|скрой|хеш|хэш|обезлич|шифр|открыт/iu;
const saysWriting =
  /replac|append|upsert|merg|overwrit|refresh|add|insert|updat|histor|scd|key|duplicat|mode|full|rewrit|snapshot|замен|перезап|добав|дозап|слия|слив|мердж|обнов|истор|ключ|дубл|режим|полн/iu;

const saysWhen =
  /\d|hour|minute|second|dai?ly|day|night|morning|noon|evening|week|month|quarter|year|every|each|once|twice|schedul|cron|zone|clock|early|earli|late|often|frequen|\b(?:mon|tues?|wed|thu|fri|sat|sun)|\butc\b|time|час|минут|секунд|дн[яеёи]|день|ноч|утр|утром|вечер|полдень|полноч|недел|месяц|кварт|год|кажд|ежедн|ежен|ежем|ежечас|раз в|расписан|пояс|врем|понед|вторн|сред[уы]|четв|пятн|субб|воскр|реже|чаще|раньше|позже/iu;
const saysRows =
  /only|just|without|except|exclud|drop|skip|ignor|leave out|filter|where|keep|no longer|\bno\b|\bnot\b|remov|omit|restrict|limit|narrow|include|\blast\b|\bolder\b|\bsince\b|только|лишь|без|кроме|исключ|убери|убрать|пропус|оставь|остав|фильтр|где|\bне\b|старше|за последн/iu;

/** Whether the quoted words speak of fewer rows, or of what the filter looks at. */
function speaksOf({ any, evidence }: FilterIntent): boolean {
  if (saysRows.test(evidence.text)) return true;
  const said = nameWords(evidence.text);
  const looked = any.flatMap(({ column, values }) => [
    ...nameWords(column ?? ''),
    ...values.flatMap(({ value }) => nameWords(String(value))),
  ]);
  return looked.some((word) => said.includes(word));
}

function readChange(
  change: ChangeAnswer,
  { request, problems, columns, path }: ChangePlace & { readonly path: string },
): ChangeIntent {
  const { instruction } = request;
  const quoted = (words: string) => citeCovered(problems, path, words);
  const requireWritten = (field: string, text: string): void => {
    if (findQuote(instruction, text) !== null) return;
    problems.found.push(`${path}.${field}: the person did not write "${shorten(text)}".`);
  };
  switch (change.change) {
    case 'operation': {
      const operation = readOperation(change.operation, {
        problems,
        columns,
        tables: tableNames(request),
        path: `${path}.operation`,
      });
      const { evidence } = operation;
      if (operation.op === 'filter' && !speaksOf(operation)) {
        problems.found.push(
          `${path}.operation: "${shorten(evidence.text)}" speaks of no rows that stay or go. Quote the words that do, or leave this out.`,
        );
      }
      const { instead, was } = change;
      return { about: 'operation', operation, instead, was, table: null, evidence };
    }
    case 'remove': {
      const evidence = quoted(change.quote);
      if (!takesAway.test(evidence.text)) {
        problems.found.push(
          `${path}.quote: "${shorten(change.quote)}" takes nothing away. Quote the words that do ("no longer …"), or leave this out.`,
        );
      }
      if (change.part === 'mask' && !saysMask.test(evidence.text)) {
        problems.found.push(
          `${path}.quote: "${shorten(change.quote)}" speaks of no mask. Quote the words that do, or leave this out.`,
        );
      }
      return { about: 'removal', part: change.part, names: change.names, evidence };
    }
    case 'schedule':
      return readSchedule(change, { problems, path, quoted });
    case 'write': {
      const evidence = quoted(change.quote);
      if (!saysWriting.test(evidence.text)) {
        problems.found.push(
          `${path}.quote: "${shorten(change.quote)}" does not say how rows are written. Quote the words that do, or leave this out.`,
        );
      }
      const write = { mode: change.mode, keys: change.keys, evidence: [evidence] };
      for (const key of change.keys) {
        if (!columns.has(key.toLowerCase()))
          problems.found.push(`${path}.keys: there is no column "${shorten(key)}".`);
      }
      return { about: 'write', write, evidence };
    }
    case 'target': {
      const endpoint = {
        side: 'target',
        path: `${path}.target`,
        problems,
        context: request,
      } as const;
      const target = readEndpoint(change.target, endpoint);
      const evidence = quoted(change.target.quote ?? change.target.objects[0]?.quote ?? '');
      return { about: 'target', target, also: change.also, evidence };
    }
    case 'notification': {
      if (change.to !== null) requireWritten('to', change.to);
      const evidence = quoted(change.quote);
      const { on, channel, to, instead } = change;
      const notification = { on, channel, to, evidence };
      return { about: 'notification', notification, instead, was: [], evidence };
    }
    case 'name':
      requireWritten('name', change.name);
      return { about: 'name', name: change.name, evidence: quoted(change.quote) };
  }
}

function readSchedule(
  change: Extract<ChangeAnswer, { change: 'schedule' }>,
  {
    problems,
    path,
    quoted,
  }: {
    readonly problems: Problems;
    readonly path: string;
    readonly quoted: (words: string) => ScheduleChange['evidence'];
  },
): ScheduleChange {
  const evidence = quoted(change.quote);
  const { cron, zone } = change;
  if (!saysWhen.test(evidence.text)) {
    problems.found.push(
      `${path}.quote: "${shorten(change.quote)}" says no time. Quote the words that do, or leave this out.`,
    );
  }
  const parsed = cron === null ? null : parseCron(cron);
  if (parsed?.ok === false)
    problems.found.push(`${path}.cron: "${shorten(cron ?? '')}": ${parsed.message}.`);
  if (cron === null && zone === null)
    problems.found.push(`${path}: a cron or a zone is needed; "remove" takes the schedule away.`);
  return {
    about: 'schedule',
    schedule:
      cron === null
        ? null
        : { kind: 'cron', cron, hourStated: change.states !== 'days', evidence: [evidence] },
    zone: zone === null ? null : { zone: isTimeZone(zone) ? zone : null, evidence },
    states: cron === null ? 'zone' : change.states,
    without: [],
    evidence,
  };
}

/** Of the tables that can be read, and as they are called on their way. */
function columnsOf(request: RevisionRequest): ReadonlySet<string> {
  const tables = request.connections.flatMap((one) => one.catalog?.tables ?? []);
  const names = tables.flatMap((one) => one.columns.map(({ name }) => name));
  return new Set([...names, ...namesOf(request).columns].map((name) => name.toLowerCase()));
}

/** What the built-in reader is sure of must be somewhere in the answer, if only as not expressed. */
function requireNothingDropped({ changes }: RevisionIR, { covered, found }: Problems): void {
  for (const { about, evidence } of changes) {
    if (builtInOnly.has(about)) continue;
    if (covered.some((one) => one.start < evidence.end && evidence.start < one.end)) continue;
    found.push(
      `the words "${shorten(evidence.text)}" are not accounted for: put them into changes, or into not_expressed.`,
    );
  }
}
