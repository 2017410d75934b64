import type { Language } from '../explain/explain-query.ts';

/** What is said to who asks, in the language of the question. Names and words come in quotes. */
export interface Messages {
  readonly noTables: string;
  readonly holdsSql: string;
  readonly onlyReads: string;
  readonly why: string;
  readonly unknown: (words: string, near: string, tables: string) => string;
  readonly nothing: (tables: string) => string;
  readonly pronoun: (word: string, tables: string) => string;
  readonly asker: (word: string) => string;
  readonly rank: string;
  readonly order: string;
  readonly half: string;
  readonly degree: string;
  readonly tie: (left: string, right: string) => string;
  readonly failed: string;
  readonly rowsOf: (table: string) => string;
  readonly numberOf: (table: string) => string;
  readonly because: {
    readonly unread: string;
    readonly namedJoin: string;
    readonly severalKeys: string;
    readonly repeated: (table: string) => string;
    readonly spelled: (words: string) => string;
    readonly meant: (words: string) => string;
    readonly moment: string;
    readonly table: string;
    readonly column: string;
    readonly reading: string;
    readonly ranked: string;
  };
}

const english: Messages = {
  noTables: 'There is no table to ask about.',
  holdsSql:
    'The question holds SQL. Ask in plain words; SQL text is never passed on to a database.',
  onlyReads: 'Questions only read. Data is never changed, deleted or created from here.',
  why: 'Data show what happened, and not why. Which numbers should be shown, and by what: time, place, kind?',
  unknown: (words, near, tables) =>
    `Nothing here is about ${words}: I find no such table, column or value.${near === '' ? '' : ` The nearest names are ${near}.`} The tables are: ${tables}.`,
  nothing: (tables) => `What should be shown or counted? I can ask about ${tables}.`,
  pronoun: (word, tables) =>
    `What does "${word}" stand for? Each question is read by itself. I can ask about ${tables}.`,
  asker: (word) =>
    `I cannot tell what "${word}" asks for here. Can you say it with the name of the column?`,
  rank: 'Best or worst by what?',
  order: 'In order of what?',
  half: 'Part of a comparison is missing, or I cannot tell what is compared. Can you say it in other words, with the column and the value?',
  degree: 'No column that I know says how large, long or old that is. Which one does?',
  tie: (left, right) => `Did you mean ${left}, or ${right}?`,
  failed: 'I could not make a query of this that runs. Can you say it in other words?',
  rowsOf: (table) => `Show ${table}`,
  numberOf: (table) => `number of ${table}`,
  because: {
    unread: 'nothing in the schema explains this word; no notice was taken of it',
    namedJoin: 'no key is declared between these tables; the names fit',
    severalKeys: 'several keys lead there',
    repeated: (table) => `a row counts once for each row of ${table} that it has`,
    spelled: (words) => `the data spell "${words}" so`,
    meant: (words) => `"${words}" is taken to mean it`,
    moment: 'the words do not say which date counts',
    table: 'a table of this schema',
    column: 'a column that rows can be sorted by',
    reading: 'one way to read the question',
    ranked: 'the words do not say how many rows; one is shown',
  },
};

const russian: Messages = {
  noTables: 'Нет таблиц, о которых можно спросить.',
  holdsSql: 'В вопросе есть SQL. Спросите обычными словами: текст SQL в базу не передаётся.',
  onlyReads: 'Вопросы только читают. Данные отсюда не меняются, не удаляются и не создаются.',
  why: 'Данные показывают, что произошло, но не почему. Какие числа показать и по чему: по времени, месту, виду?',
  unknown: (words, near, tables) =>
    `Здесь нет ничего про ${words}: таких таблиц, столбцов и значений я не нахожу.${near === '' ? '' : ` Ближайшие имена: ${near}.`} Таблицы: ${tables}.`,
  nothing: (tables) => `Что показать или посчитать? Можно спросить о таблицах ${tables}.`,
  pronoun: (word, tables) =>
    `К чему относится «${word}»? Каждый вопрос читается сам по себе. Можно спросить о таблицах ${tables}.`,
  asker: (word) => `Непонятно, о чём здесь спрашивает «${word}». Можно назвать столбец?`,
  rank: 'Лучшие или худшие по какому показателю?',
  order: 'В каком порядке, по какому столбцу?',
  half: 'В сравнении чего-то не хватает, или непонятно, что сравнивается. Можно сказать иначе, со столбцом и значением?',
  degree: 'Нет столбца, который говорит, насколько это большое, долгое или старое. Какой взять?',
  tie: (left, right) => `Имеется в виду ${left} или ${right}?`,
  failed: 'Не получилось составить запрос, который выполняется. Можно сказать иначе?',
  rowsOf: (table) => `Показать ${table}`,
  numberOf: (table) => `число строк ${table}`,
  because: {
    unread: 'в схеме ничто не объясняет это слово; оно не учтено',
    namedJoin: 'ключ между этими таблицами не объявлен; имена подходят',
    severalKeys: 'туда ведут несколько ключей',
    repeated: (table) => `строка учтена по разу на каждую свою строку ${table}`,
    spelled: (words) => `в данных «${words}» записано так`,
    meant: (words) => `так понято «${words}»`,
    moment: 'слова не говорят, какая дата важна',
    table: 'таблица этой схемы',
    column: 'столбец, по которому можно упорядочить строки',
    reading: 'один из способов понять вопрос',
    ranked: 'слова не говорят, сколько строк; показана одна',
  },
};

export function messagesIn(language: Language): Messages {
  return language === 'ru' ? russian : english;
}
