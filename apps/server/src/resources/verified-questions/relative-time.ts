const english = String.raw`today|yesterday|tomorrow|tonight|now|currently|ago|recent(?:ly)?|so far|to date|ytd|mtd|(?:this|last|past|previous|next|current|coming)\s+(?:\S+\s+)?(?:second|minute|hour|day|week|weekend|month|quarter|year|night|morning|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|fall|winter)s?`;
const russian = String.raw`сегодня\S*|вчера\S*|завтра\S*|сейчас|назад|недавно|(?:прошл|последн|предыдущ|следующ|текущ|эт|нынешн)\p{L}*\s+(?:\S+\s+)?(?:секунд|минут|час|д[ен]|недел|месяц|квартал|год|лет|сут)\p{L}*`;
const months = String.raw`january|february|march|april|june|july|august|september|october|november|december|январ\p{L}+|феврал\p{L}+|март\p{L}*|апрел\p{L}+|июн\p{L}+|июл\p{L}+|август\p{L}*|сентябр\p{L}+|октябр\p{L}+|ноябр\p{L}+|декабр\p{L}+`;

const word = (words: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`, 'iu');
const relative = word(`${english}|${russian}`);
const month = word(months);
const year = /(?<!\d)(?:19|20)\d\d(?!\d)/u;

/** What asks a database for the time, in any of the dialects. */
const clock =
  /\b(?:now|today|yesterday|curdate|curtime|sysdate|getdate|clock_timestamp|statement_timestamp|transaction_timestamp)\b|\b(?:current|local|utc)_?(?:date|time|timestamp)\b|'now'|\bunixepoch\b/iu;

/** Whether the same words mean other rows another day. A month without a year counts. */
export function dependsOnMoment(question: string): boolean {
  return relative.test(question) || (month.test(question) && !year.test(question));
}

/** Whether the same SQL selects other rows another day. */
export function readsClock(sql: string): boolean {
  return clock.test(sql);
}
