import type { Evidence } from '../../ir/index.ts';
import { textOf } from '../../text/token.ts';
import { tokenise } from '../../text/tokenise.ts';
import type { ChangeIntent, RemovablePart } from '../revision-ir.ts';
import { bringBack, negation, takeAway, words } from './command-words.ts';
import { isContent, isTableNoun, type PlanNames } from './plan-names.ts';
import { readDaysThatGo } from './read-when.ts';

/** Nouns for parts of a pipeline. */
const nouns: readonly (readonly [RemovablePart, string])[] = [
  [
    'filter',
    words(
      'filter',
      'filters',
      'filtering',
      'condition',
      'conditions',
      'restriction',
      'restrictions',
      'фильтр*',
      'услови*',
      'отбор*',
    ),
  ],
  [
    'mask',
    words(
      'mask',
      'masks',
      'masking',
      'hash',
      'hashing',
      'redaction',
      'anonymisation',
      'anonymization',
      'маск*',
      'хеш*',
      'хэш*',
    ),
  ],
  ['rename', words('rename', 'renames', 'renaming', 'переименовани*')],
  ['dedupe', words('dedupe', 'dedup', 'deduplication', 'deduping', 'дедупликаци*')],
  ['sort', words('sort', 'sorting', 'ordering', 'сортировк*')],
  ['limit', words('limit', 'cap', 'row limit', 'лимит*', 'ограничени*')],
  ['check', words('check', 'checks', 'validation', 'validations', 'rule', 'rules', 'проверк*')],
  [
    'notification',
    words(
      'notification',
      'notifications',
      'alert',
      'alerts',
      'e-mail',
      'e-mails',
      'emails',
      'messages',
      'уведомлени*',
      'оповещени*',
      'письм*',
      'сообщени*',
    ),
  ],
  ['schedule', words('schedule', 'timer', 'cron', 'расписани*')],
  ['load', words('incremental load', 'incremental loading', 'watermark', 'cursor', 'инкремент*')],
];

/** Verbs whose negation takes a part away: "stop masking". */
const verbs: readonly (readonly [RemovablePart, string])[] = [
  [
    'notification',
    words(
      'notify*',
      'alert*',
      'email*',
      'e-mail*',
      'mail*',
      'messag*',
      'ping*',
      'tell*',
      'post*',
      'send*',
      'уведомля*',
      'оповеща*',
      'сообща*',
      'присыла*',
      'отправля*',
      'шли',
      'слать',
    ),
  ],
  [
    'mask',
    words(
      'mask*',
      'hash*',
      'redact*',
      'tokeni*',
      'anonymi*',
      'pseudonymi*',
      'маскир*',
      'хешир*',
      'хэшир*',
      'скрыва*',
    ),
  ],
  ['rename', words('renam*', 'переимен*')],
  [
    'dedupe',
    words(
      'dedup*',
      'drop duplicates',
      'dropping duplicates',
      'remove duplicates',
      'removing duplicates',
      'дедуп*',
    ),
  ],
  ['sort', words('sort*', 'order*', 'сортир*')],
  ['limit', words('limit*', 'cap*', 'огранич*')],
  ['check', words('check*', 'verify*', 'validat*', 'requir*', 'провер*')],
  ['schedule', words('run*', 'schedul*', 'execut*', 'запуска*', 'выполня*')],
  [
    'filter',
    words(
      'drop*',
      'exclud*',
      'skip*',
      'filter*',
      'ignor*',
      'omit*',
      'leav*',
      'remov*',
      'restrict*',
      'only',
      'keep* only',
      'исключа*',
      'фильтр*',
      'отбрасыва*',
      'пропуска*',
      'убира*',
      'отсеива*',
      'только',
    ),
  ],
];

const columnNoun = new RegExp(
  words('column', 'columns', 'field', 'fields', 'колонк*', 'столб*', 'пол*'),
  'iu',
);
const again = new RegExp(words('again', 'back', 'снова', 'опять', 'обратно'), 'iu');
const takeAwayAt = new RegExp(String.raw`^${takeAway}\s+`, 'iu');
const negationAt = new RegExp(String.raw`^${negation}\s+`, 'iu');
const bringBackAt = new RegExp(String.raw`^${bringBack}\s+`, 'iu');
const fullBack = new RegExp(
  String.raw`^${words('bring back', 'restore', 'put back', 'верни*')}\s+`,
  'iu',
);
const include = new RegExp(String.raw`^${words('include', 'включи*')}\s+`, 'iu');

/** Reads what an instruction takes away; null when the clause takes nothing away. */
export function readRemoval(clause: Evidence, names: PlanNames): ChangeIntent | null {
  return (
    readNamedPart(clause, names) ?? readNegation(clause, names) ?? readBroughtBack(clause, names)
  );
}

/** "remove the filter on status", "turn off the Slack alerts" */
function readNamedPart(clause: Evidence, names: PlanNames): ChangeIntent | null {
  const verb = takeAwayAt.exec(clause.text);
  if (verb === null) return null;
  const rest = clause.text.slice(verb[0].length);
  for (const [part, pattern] of nouns) {
    const noun = new RegExp(String.raw`^((?:[\p{L}\p{N}_'-]+\s+){0,3}?)${pattern}`, 'iu').exec(
      rest,
    );
    if (noun === null) continue;
    const about = `${noun[1] ?? ''} ${rest.slice(noun[0].length)}`;
    return { about: 'removal', part, names: namesIn(about, names), evidence: clause };
  }
  return null;
}

/** "no longer mask the email", "don't run on Sundays" */
function readNegation(clause: Evidence, names: PlanNames): ChangeIntent | null {
  const no = negationAt.exec(clause.text);
  if (no === null) return null;
  const rest = clause.text.slice(no[0].length);
  for (const [part, pattern] of verbs) {
    const verb = new RegExp(String.raw`^${pattern}\s*`, 'iu').exec(rest);
    if (verb === null) continue;
    const about = rest.slice(verb[0].length);
    if (part === 'schedule') return readNoRun(clause, about);
    const wanted = part === 'filter' && columnNoun.test(about) ? 'columns' : part;
    return { about: 'removal', part: wanted, names: namesIn(about, names), evidence: clause };
  }
  return null;
}

/** Without days: not by itself at all. */
function readNoRun(clause: Evidence, about: string): ChangeIntent | null {
  const days = readDaysThatGo(about);
  if (days.length > 0) {
    return {
      about: 'schedule',
      schedule: null,
      zone: null,
      states: 'days',
      without: days,
      evidence: clause,
    };
  }
  const rest = about.replace(
    new RegExp(
      words(
        'it',
        'this',
        'automatically',
        'by itself',
        'on a schedule',
        'on schedule',
        'any more',
        'anymore',
        'the pipeline',
        'его',
        'автоматически',
        'сам',
        'по расписанию',
        'пайплайн',
      ),
      'giu',
    ),
    '',
  );
  return rest.trim() === ''
    ? { about: 'removal', part: 'schedule', names: [], evidence: clause }
    : null;
}

/** "include cancelled orders again", "bring back the column phone" */
function readBroughtBack(clause: Evidence, names: PlanNames): ChangeIntent | null {
  const verb = bringBackAt.exec(clause.text);
  if (verb === null) return null;
  const isBack = again.test(clause.text) || fullBack.test(clause.text);
  const about = clause.text.slice(verb[0].length);
  const column = columnNoun.test(about);
  if (!isBack && !column && !include.test(clause.text)) return null;
  const part = column ? 'columns' : 'filter';
  return { about: 'removal', part, names: namesIn(about, names), evidence: clause };
}

/** The words that tell which one: addresses, columns, values, states. */
function namesIn(text: string, names: PlanNames): string[] {
  return tokenise(text)
    .filter((token) => isContent(token) && !isTableNoun(token, names))
    .map((token) => textOf(token, 'state') || token.text);
}
