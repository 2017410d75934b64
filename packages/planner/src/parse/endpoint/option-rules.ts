import type { EndpointOptions, Evidence, FileFormat } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';
import type { Captures } from '../pattern/match-pattern.ts';

/** One thing said of how an end is read or written, and where it was said. */
export interface OptionReading {
  readonly options: EndpointOptions;
  readonly evidence: Evidence;
}

const delimiterWord =
  '(delimiter|separator|delimited|separated|divided|split|delimiters|separators|field separator|column separator|field delimiter)';
const namedSign =
  '(semicolon|semicolons|semi-colon|tab|tabs|comma|commas|pipe|pipes|vertical bar|vertical bars|pipes|bars|space|colon|tabulator|табуляц*|табом|табами|точка с запятой|точкой с запятой|запят*|вертикальная черта|вертикальной чертой|пайп|пайпом|пробел*)';
/** A mark itself is a sign only behind the word "delimiter": elsewhere it belongs to the sentence. */
const delimiterSign = `(${namedSign}|;|BAR|,|:)`;
const signs: readonly (readonly [RegExp, string])[] = [
  [/semi-?colons?|точк\S* с запятой/iu, ';'],
  [/tabs?\b|tabulator|\\t|табул|таб(?:ом|ами)?(?!\p{L})/iu, '\t'],
  [/pipes?|vertical bars?|вертикальн|пайп/iu, '|'],
  [/commas?|запят/iu, ','],
  [/space|пробел/iu, ' '],
  [/colon/iu, ':'],
];

function delimiterOf(text: string): string | null {
  const named = signs.find(([word]) => word.test(text));
  if (named !== undefined) return named[1];
  return /["'«`(\s=]([;|,:\t^~])(?:["'»`)\s]|$)/u.exec(`${text} `)?.[1] ?? null;
}

const fixed =
  (options: EndpointOptions) =>
  () =>
  (evidence: Evidence): OptionReading => ({ options, evidence });

const columns = (captures: Captures): ((evidence: Evidence) => OptionReading) | null => {
  const partitionBy = captures.texts('columns');
  if (partitionBy.length === 0) return null;
  return (evidence) => {
    const format = formatOf(evidence.text);
    return { options: { partitionBy, ...(format === null ? {} : { format }) }, evidence };
  };
};

/** Only a name in capitals is a secret by itself: "a bearer token (API_KEY)". */
function capitals(name: string | null): string | null {
  return name !== null && /^\p{Lu}[\p{Lu}\d_]+$/u.test(name) ? name : null;
}

const tokenWord = '(token|key|secret|api key|access token|api token|токен|ключ)';
const auth = (type: 'bearer' | 'api_key' | 'basic', patterns: readonly string[]) => ({
  patterns,
  mean: (captures: Captures) => {
    const secret = captures.text('secret') ?? capitals(captures.text('capitals'));
    return secret === null
      ? null
      : (evidence: Evidence): OptionReading => ({ options: { auth: { type, secret } }, evidence });
  },
});
/** Words in front of a secret's name that say it is one. */
const secretKind =
  '(secret|variable|env|environment|environment variable|env var|env variable|secret variable|переменной|переменная|секрете|секрета|секрет)';
const inSecret = `(in|from|is in|is|is stored in|is kept in|=|:|stored in|kept in|lies in|lives in|sits in|taken from|under|as|called|named|from the|held in|read from|comes from|в|из|лежит в|хранится в|берется из|возьми из|бери из|берем из) (the|a|an|our)? ${secretKind}? (variable|окружения)? (named|called|with the name|под именем|с именем|по имени)? <secret:name>`;

const business = '(1 с|1 c|1с|1c|sap|bitrix|битрикс|битрикса|crm system|erp system)';
const exported = '(xml|csv|json|excel|export|dump|file|files|выгрузка|выгрузку|файл|файлы|отчет)';
const arrives =
  '(приходит|приходят|выгружают|выгружаем|присылают|отдают|отдает|получаем|забираем|шлет|выгружается|выгружаются|идет|прилетает|поступает|лежит|выкладывает|выкладывают|складывает|кладет|пишет|сохраняет|отправляет|формирует|comes|come|arrives|sends|gives|delivers|exports|we get|falls out|drops|puts|writes|saves|produces|generates|publishes|uploads)';

/** Options of files, pages and sign-in. */
export const optionRules = compileRules<OptionReading>([
  {
    patterns: [
      `(из|from|out of|с) ${business} ${arrives}? (нам|us|каждый день|ночью)? (an|a|the)? (xml|csv|json|excel|parquet|xlsx) (файл|file|export|выгрузка)? (с|со|of|with|,)? (the|данными по|данными о)? <entity:name>`,
      `${exported} (с|со|of|with|по)? (the)? <entity:name> (из|from|out of) ${business}`,
      `<entity:name> (из|from|out of) ${business} (в|in|as|,)? (формате)? (xml|csv|json|excel|parquet|xlsx)`,
      `${business} (${arrives}) (an|a|the)? (xml|csv|json|excel|parquet|xlsx) (с|со|of|with) (the)? <entity:name>`,
    ],
    mean: (captures) => {
      const entity = captures.text('entity');
      return entity === null || /^(?:xml|csv|json)$/iu.test(entity)
        ? null
        : (evidence) => {
            const kind = formatOf(evidence.text);
            return {
              options: {
                businessSystem: businessOf(evidence.text),
                entity: nominative(entity),
                ...(kind === null ? {} : { format: kind }),
              },
              evidence,
            };
          };
    },
  },
  {
    patterns: [
      `(columns|fields|values|lines)? (are|is)? ${delimiterWord} (is|are|by|with|=|:|a|—|–|-|the)? (a|an|the|by|with)? ${delimiterSign} (character|sign|delimited)?`,
      `${namedSign} (between|separate|separates|separating|divide|split|in between) (the)? (columns|fields|values|them)`,
      `{ (semicolons|semicolon|tabs|tab|commas|pipes|pipe|semi-colon)`,
      `(;|BAR) (between|separates|separate) (the)? (columns|fields|values)`,
      `(;|BAR|comma|tab|semicolon) as (the|a)? ${delimiterWord}`,
      `${namedSign} (is|as|for|are)? (the|a)? ${delimiterWord} (columns|fields|values)?`,
      `(semicolon-delimited|semicolon-separated|semi-colon-separated|tab-delimited|tab-separated|comma-delimited|comma-separated|pipe-delimited|pipe-separated|bar-separated|space-separated|colon-separated)`,
      `(delimiter|separator|field separator|column separator|field delimiter) (is|=|:|with)? <sign:value>`,
      `(with|by|using) (a|an|the)? ${delimiterSign} (as)? (a|the)? (delimiter|separator|delimiters|separators)`,
      `(разделител*|разделен*|с разделителем) (полей|столбцов|колонок)? (—|–|-|:|=|это)? ${delimiterSign}`,
      `(with|using|by) (semicolons|tabs|commas|pipes|vertical bars)`,
      `(через) (точку с запятой|табуляцию|запятую|вертикальную черту|таб)`,
      `(разделител*|с разделителем) (—|–|-|:|=)? <sign:value>`,
    ],
    mean: () => (evidence) => {
      const delimiter = delimiterOf(evidence.text) ?? /^[;|]/u.exec(evidence.text)?.[0] ?? null;
      return { options: delimiter === null ? {} : { delimiter }, evidence };
    },
  },
  {
    patterns: [
      `<sign:value> (as|is|for)? (the|a)? ${delimiterWord}`,
      '(sep|delim) (=|:|is)? <sign:value>',
    ],
    mean: (captures) => {
      const delimiter = captures.text('sign') ?? '';
      return /^(?:[;|,:\t^~]|\\t)$/u.test(delimiter)
        ? (evidence) => ({
            options: { delimiter: delimiter === '\\t' ? '\t' : delimiter },
            evidence,
          })
        : null;
    },
  },
  {
    patterns: [
      '(without|no|has no|have no|with no|there is no|there are no|lacks|lacking|missing) (a|any|the)? (header|headers|heading|headings|title|titles|caption|captions|names|column names|column titles|field names) (row|line|record|on top|at the top)',
      '(without|no|has no|have no|with no|there is no|lacks|lacking) (a|any)? (header|headers|column names|titles|heading|headings)',
      '(without|no|has no|have no|with no|there is no|lacks|lacking) (a|any)? (row|line) (of|with|for) (the)? (column|field)? (headers|headings|titles|names|captions)',
      '(headerless)',
      '(без|нет) (заголовк*|строки заголовков|шапки|строки с заголовками)',
      '(без|нет) (строки|строк) (с)? (названи*|имен*|имён*) (столбцов|колонок|полей)?',
      '(заголовк*|шапки|строки заголовков) (там|в нем|в файле|в нём)? нет',
    ],
    mean: fixed({ header: false }),
  },
  {
    patterns: [
      '(titles|names|column names|headers|headings|header|column titles|field names|column headers) (are|is|stand|stands|sit|being)? (in|on) (the)? (row|line|first) (one|1|row|line)',
      '(the)? (first|top) (row|line) (is|holds|has|contains|has got|carries|with|as|gives|are) (the|a)? (header|headers|titles|column names|names|headings|names of the columns|column titles|field names|column headers)',
      '(with|has|have|having|there is|includes|including|contains) (a|the)? (header|headers|header row|header line|heading|headings|title row|column names in the first row|column names in the first line)',
      '(header) (row|line) (in|on|present|included|first)?',
      '(and|,) (a|the)? (header|headers) (row|line)?',
      '(первая|первой|в первой|верхняя) (строка|строке) (—|–|-|это|с|содержит|названия)? (заголовк*|названия|имена|шапка|названиями)? (столбцов|колонок|полей|столбцы)?',
      '(есть|с|со|и|,) (заголовк*|строкой заголовков|шапкой|заголовок)',
      '(заголовки|названия колонок|названия столбцов|имена колонок|шапка) в первой строке',
    ],
    mean: fixed({ header: true }),
  },
  {
    patterns: [
      '(encoding|encoded|charset|character set|code page|codepage|in encoding|with encoding) (is|=|:|as|in|with)? <encoding:name> (encoding)?',
      '(in|with|as)? (the)? <encoding:name> (encoding|encoded|charset|code page)',
      '(кодировк*|в кодировке) (—|–|-|:|=|файла)? <encoding:name>',
      '(in)? (windows-1251|cp1251|utf-8|utf-16|latin-1|iso-8859-1|koi8-r|cp866|windows-1252|utf8)',
      '(in|encoding|кодировка|в кодировке) (windows|utf|cp|latin) <encoding:num>',
    ],
    mean: () => (evidence) => {
      const found = /(?:windows|cp|utf|iso|latin|koi8|ascii|mac)[-_ ]?[\w-]*/iu.exec(
        evidence.text.replace(/^.*?(?:encoding|encoded|charset|кодировк\p{L}*)(?=.*\d)/iu, ''),
      )?.[0];
      const name =
        found ?? /(?:windows|cp|utf|iso|latin|koi8|ascii)[-_ ]?[\w-]*/iu.exec(evidence.text)?.[0];
      return { options: name === undefined ? {} : { encoding: encodingName(name) }, evidence };
    },
  },
  {
    patterns: [
      '(partitioned|partition|partitions|partitioning|split into folders|split in folders|foldered|organised|organized|laid out|bucketed|grouped into folders|subfolders|folders|directories|directory|folder|one directory|one partition|one folder|one subfolder|one file|a folder|a partition|a directory|a subfolder|separate folder|separate partition|a separate folder|a separate partition|sub-folders) (by|on|per|for each|for every|over|by the|according to) <columns:cols>',
      '(with)? (a|one|separate)? (partition|folder|directory|subfolder|file) (per|for each|for every) <columns:cols>',
      '(parquet|json|csv|orc|avro) (files)? (by|per) <columns:cols>',
      ', (split|divided|separated|broken down|broken up|sorted into folders|arranged|spread) by <columns:cols>',
      '(with|by|using|on)? <columns:cols> (as|is|being|serves as|is used as) (the|a|its)? (partition|partitioning|folder) (column|key|field|columns|keys|fields|level)?',
      '(partition|partitioning) (column|key|field|columns|keys|by) (is|are|:|=|on)? <columns:cols>',
      '(партиц*|секционируй|секционирован*|разбей по папкам|разложи по папкам|папки|партиции) (по|на) <columns:cols>',
      '(отдельная|по)? (папка|папке|партиция|партиции|папку) (на|для) (каждый|каждую|каждое|каждого)? <columns:cols>',
      '(с разбивкой|с партиционированием|с партициями|разбивка|партиционирование|с разбиением|разбиение) (на папки|на партиции)? по <columns:cols>',
    ],
    mean: columns,
  },
  {
    patterns: [
      '<size:num> (records|rows|items|entries|results|objects|elements)? (per|a|each|on each|on every|in each|to a|for each) page',
      '(page|pages) (size|sizes|of|by|with|have|has|holds|hold|contain|contains|limit) (is|of|=|:|size)? <size:num> (records|rows|items|entries|each|results|objects)?',
      '(paged|paginated|pagination|paging|page) (by|with|in|of|:|through)? (pages|page size|chunks|steps|batches)? (of)? <size:num> (records|rows|items|entries|at a time)?',
      '(page_size|pagesize|page-size|per_page) (=|:|of|is)? <size:num> (per page)?',
      'limit (=|:) <size:num> (per page)?',
      'limit (of)? <size:num> per (page|call|request)',
      '(fetch|read|get|take)? <size:num> (records|rows|items|entries) at a time',
      '(по|страниц*) <size:num> (записей|строк|элементов|объектов|штук)? (на|в) (страниц*|странице|одной странице)',
      '(страниц*|постранично|пагинац*) (по|размером|размер|—|:)? (по)? <size:num> (записей|строк|элементов)?',
    ],
    mean: (captures) => {
      const pageSize = captures.number('size');
      return pageSize === null || !Number.isInteger(pageSize)
        ? null
        : (evidence) => ({ options: { pageSize }, evidence });
    },
  },
  auth('bearer', [
    `(the|a|with|use|using|sign in with|authenticate with|auth|authorise with|authorize with|authentication|authorization|auth by|авторизация|авторизуйся|с|по)? (the|a|with|by|:|via|по|через)? (bearer|bearer auth|access|oauth) ${tokenWord}? ${inSecret}`,
    `(the|a|with|use|using|auth)? token ${inSecret}`,
    `(bearer-токен|bearer токен|токен|токеном|токену|токена) (bearer|доступа)? ${inSecret}`,
    `(bearer) (token|auth|authentication|authorization)? (:|{)? (the)? (secret|env|variable)? (:)? <capitals:name> (})?`,
  ]),
  auth('api_key', [
    `{ (the)? (key|secret) (is)? (in|from|:|=|under) (the)? <capitals:name> }`,
    `(the|a|with|use|using|auth)? (by|with)? (api key|api-key|апи ключ|ключ api) ${inSecret}`,
  ]),
  auth('basic', [`(basic auth|basic authentication|login and password|password) ${inSecret}`]),
]);

function businessOf(text: string): string {
  return /\bsap\b/iu.test(text) ? 'sap' : /bitrix|битрикс/iu.test(text) ? 'bitrix24' : '1c';
}

function formatOf(text: string): FileFormat | null {
  const found = /xml|csv|json|parquet|xlsx|excel/iu.exec(text)?.[0]?.toLowerCase();
  if (found === 'excel') return 'xlsx';
  return found === 'xml' ||
    found === 'csv' ||
    found === 'json' ||
    found === 'parquet' ||
    found === 'xlsx'
    ? found
    : null;
}

/** A Russian plural in the nominative, by its ending: "остатками", "остатков" as "остатки". */
function nominative(word: string): string {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/ы(?:ми|х)$/u, 'ые'],
    [/(?<=[бвдзлмнпрст])ой$/u, 'а'],
    [/ией$/u, 'ия'],
    [/(?<=[кгхжшщч])ами$/u, 'и'],
    [/ами$/u, 'ы'],
    [/ями$/u, 'и'],
    [/(?<=[кгхжшщч])ов$/u, 'и'],
    [/ов$/u, 'ы'],
    [/ям$/u, 'и'],
    [/(?<=[кгхжшщч])ам$/u, 'и'],
  ];
  const rule = rules.find(([ending]) => ending.test(word));
  return rule === undefined ? word : word.replace(rule[0], rule[1]);
}

/** `cp1251` and "windows 1251" as `windows-1251`, `UTF8` as `utf-8`. */
function encodingName(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[_ ]/gu, '-');
  const windows = /^(?:cp-?|windows-?)(125\d)$/u.exec(plain)?.[1];
  if (windows !== undefined) return `windows-${windows}`;
  const utf = /^utf-?(\d+)$/u.exec(plain)?.[1];
  return utf === undefined ? plain : `utf-${utf}`;
}

const formatWords: readonly (readonly [FileFormat, string])[] = [
  ['csv', '(csv|csvs|csv-файл*|tsv)'],
  ['json', '(json|jsons|jsonl|ndjson|json lines|json-lines)'],
  ['parquet', '(parquet|паркет|паркете|паркета)'],
  ['xlsx', '(xlsx|xls|excel|эксель|экселе|excel-файл*)'],
  ['xml', '(xml|xmls)'],
  ['avro', '(avro)'],
  ['orc', '(orc)'],
];

/** Kinds of file: "as parquet", "(JSON)", "in Excel format", "CSV files". */
export const formatRules = compileRules<{
  readonly format: FileFormat;
  readonly evidence: Evidence;
}>(
  formatWords.map(([format, word]) => ({
    patterns: [
      `(as|in|in the|holds|hold|holding|contains|contain|containing|of|format|format is|file format|written as|stored as|saved as|в|в виде|в формате|формат|формата|как) (a|an|the|one)? (compressed|gzipped|single)? ${word} (format|file|files|form|documents|document|lines|файл*|формате|формат)?`,
      `{ ${word} (files|format)? }`,
      `${word} (format|files|file|документ*|файл*|формате|documents|document)?`,
    ],
    mean: () => (evidence) => ({ format, evidence }),
  })),
);
