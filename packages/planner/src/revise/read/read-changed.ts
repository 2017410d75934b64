import type { Evidence } from '../../ir/index.ts';
import { changeVerb, words } from './command-words.ts';

/** "change X from A to B" in the words of a plain command, and what it takes the place of. */
export interface ChangedPart {
  /** "run B", "amount over 500": what is then read as any other clause. */
  readonly command: string;
  readonly was: string | null;
}

const toWord = words('to', 'into', 'на', 'в', 'as', 'be');
const fromWord = words('from', 'с', 'со', 'из');
const form = new RegExp(
  String.raw`^${changeVerb}\s+(.+?)\s+(?:${fromWord}\s+(.+?)\s+)?${toWord}\s+(.+)$`,
  'isu',
);

type Rewrite = (subject: string, value: string) => string;

/** What is changed, by the noun for it, and how that is commanded plainly. */
const subjects: readonly (readonly [RegExp, Rewrite])[] = [
  [
    new RegExp(words('time zone', 'timezone', 'zone', 'часовой пояс', 'пояс', 'зону'), 'iu'),
    (_, value) => `run in ${value} time`,
  ],
  [
    new RegExp(
      words(
        'schedule',
        'run',
        'runs',
        'running',
        'time',
        'cron',
        'start',
        'hour',
        'расписани*',
        'запуск*',
        'время',
        'час',
      ),
      'iu',
    ),
    (_, value) =>
      /^\d{1,2}(?::\d{2})?\s*(?:am|pm)?$/iu.test(value) ? `run at ${value}` : `run ${value}`,
  ],
  [
    new RegExp(words('write mode', 'mode', 'writing', 'load mode', 'режим*', 'запись'), 'iu'),
    (_, value) => value,
  ],
  [
    new RegExp(words('key', 'keys', 'merge key', 'primary key', 'ключ*'), 'iu'),
    (_, value) => `merge on ${value}`,
  ],
  [
    new RegExp(words('retries', 'retry', 'attempts', 'повтор*', 'попыт*'), 'iu'),
    (_, value) => (/times|раз/iu.test(value) ? `retry ${value}` : `retry ${value} times`),
  ],
  [new RegExp(words('limit', 'row limit', 'лимит*'), 'iu'), (_, value) => `limit ${value}`],
  [
    new RegExp(
      words(
        'target',
        'target table',
        'destination',
        'output',
        'output table',
        'sink',
        'цел*',
        'таблиц*',
        'приёмник*',
        'приемник*',
      ),
      'iu',
    ),
    (_, value) => `write to ${value}`,
  ],
  [
    new RegExp(
      words(
        'notification',
        'notifications',
        'alert',
        'alerts',
        'email',
        'e-mail',
        'recipient',
        'уведомлени*',
        'адрес*',
      ),
      'iu',
    ),
    (subject, value) =>
      `notify ${value} ${/success|успе/iu.test(subject) ? 'on success' : 'on failure'}`,
  ],
];

const filterNoun = new RegExp(
  words(
    'filter',
    'condition',
    'threshold',
    'the',
    'on',
    'by',
    'фильтр*',
    'услови*',
    'порог*',
    'по',
  ),
  'giu',
);
const comparison = new RegExp(
  String.raw`^(?:[<>=!]|${words('over', 'under', 'above', 'below', 'more', 'less', 'at least', 'at most', 'between', 'since', 'after', 'before', 'greater', 'not', 'is', 'in', 'больше', 'меньше', 'свыше', 'не', 'от', 'до', 'last', 'this')})`,
  'iu',
);

/** Reads "change … to …"; null when the clause is none. */
export function readChanged(clause: Evidence): ChangedPart | null {
  const found = form.exec(clause.text);
  if (found === null) return null;
  const [, subject = '', was, value = ''] = found;
  const known = subjects.find(([noun]) => noun.test(subject));
  if (known !== undefined) return { command: known[1](subject, value), was: was ?? null };
  // A filter is named by its column: "change the amount filter to over 500".
  const column = subject.replaceAll(filterNoun, ' ').trim();
  if (column === '') return null;
  const command = comparison.test(value) ? `${column} ${value}` : `${column} = ${value}`;
  return { command: `where ${command}`, was: was ?? column };
}
