/** Whether a Russian word is a verb of the past: доставили, отменила. Lower case. */
export function isFinitePast(lower: string): boolean {
  return past.test(lower) && !nouns.test(lower);
}

const past = /^\p{Script=Cyrillic}{3,}[аеиоуыяю](?:л|ла|ло|ли)(?:с[ья])?$/u;

/** Nouns that end as such verbs do. */
const nouns =
  /(?:отдел|журнал|канал|капитал|материал|интервал|персонал|филиал|портал|сигнал|терминал|детал|модел|недел|цел|школ|числ|правил|сил|мебел|автомобил|тел|артикул|отел|прибыл)(?:а|о|и)?$/u;
