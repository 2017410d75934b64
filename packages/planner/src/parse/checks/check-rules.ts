import type { CheckIntent, Evidence } from '../../ir/index.ts';
import { compileRules, type Rule } from '../pattern/rules.ts';
import { sqlType } from '../operations/sql-types.ts';
import type { Captures } from '../pattern/match-pattern.ts';

type Checks = readonly CheckIntent[];
type RangeCheck = Extract<CheckIntent, { rule: 'range' }>;

/** "must", "has to", "должен": what makes a sentence about a column a check. */
const must =
  '(must|must always|must all|has to|have to|should|should always|needs to|need to|shall|is expected to|are expected to|is required to|ought to|is to|are to|may|can|has got to|is only allowed to|are only allowed to|always|gets to)';
const mustBe = `(${must} (always|all)? (be|lie|fall|stay|remain|come|sit)|must be|has to be|have to be|should be|is always|are always|always is|needs to be|need to be)`;
const mustNot =
  "(must not|mustn't|must never|may not|can not|cannot|can't|should not|shouldn't|should never|shall not|has not to|is not allowed to|are not allowed to|may never|can never|never|does not|do not)";
const mustBeRussian =
  '(должен быть|должна быть|должно быть|должны быть|обязан быть|обязана быть|обязано быть|всегда|может быть только)';
const check =
  '(check|verify|ensure|make sure|validate|assert|require|test|confirm|проверь|проверяй|убедись|следи|проверка|проверить|требуй|контролируй)';
const that = '(that|if|whether|,|:|что|чтобы)?';

const each = (captures: Captures, make: (column: string, evidence: Evidence) => CheckIntent) => {
  const columns = captures.texts('columns');
  return columns.length === 0
    ? null
    : (evidence: Evidence): Checks => columns.map((column) => make(column, evidence));
};

const notNull: Rule<Checks> = {
  patterns: [
    `<columns:cols> ${mustBe} (present|filled in|filled|set|given|populated|there|known|non-null|not null|not empty|non-empty|provided|specified|available|complete|mandatory)`,
    `<columns:cols> ${mustNot} (be|have|contain|come|stay)? (null|nulls|empty|blank|missing|absent|unset|be null|be empty|be missing|any nulls|null values|empty values)`,
    `<columns:cols> (is|are) (mandatory|required|obligatory|compulsory|never null|never empty|never missing|not optional|not nullable)`,
    `(no|there must be no|there should be no|without) (null|nulls|empty|missing|blank|blanks) (values|value)? (in|for|of) <columns:cols>`,
    `(no|there must be no) (missing|null|empty|blank) <columns:cols>`,
    `(mandatory|required|obligatory|not null|non-null) (columns|column|fields|field)? (:|are|is)? <columns:cols>`,
    `(every|each|all) (row|record|line|rows) (must|has to|should|needs to|needs|have|must have) (have|carry)? (a|an)? <columns:cols>`,
    `${check} ${that} (the)? <columns:cols> (is|are) (not null|not empty|present|filled in|filled|never null|set|never empty|there|non-null|given)`,
    `<columns:cols> (not null|non-null|is not null)`,
    `<columns:cols> (обязател*|не должен быть пустым|не должна быть пустой|не должно быть пустым|не должны быть пустыми|не может быть пустым|не может быть пустой|не пуст*|не null|заполнен* всегда|всегда заполнен*|должен присутствовать|должна присутствовать|должно присутствовать|не пустует|заполнен|заполнена|заполнено|not null)`,
    `<columns:cols> ${mustBeRussian} (заполнен*|указан*|задан*|непуст*|не пуст*)`,
    `(обязательн*) (поля|поле|колонки|колонка|столбцы|столбец)? (:|—|–)? <columns:cols>`,
    `(без|не допускай|не должно быть|нет) (пустых|null|пропусков|пустого) (значений)? (в|у)? <columns:cols>`,
    `${check} ${that} <columns:cols> (не пуст*|заполнен*|не null)`,
    `(у|в) (каждой|каждого|всех) (строки|записи|строк) (должен быть|должна быть|должно быть|есть) <columns:cols>`,
  ],
  // "the target can't be null" is said of the job.
  mean: (captures) =>
    captures.texts('columns').some((column) => /^(?:target|source|destination)$/iu.test(column))
      ? null
      : each(captures, (column, evidence) => ({ rule: 'not_null', column, evidence })),
};

const unique: Rule<Checks> = {
  patterns: [
    `(the)? (pair|combination|triple|tuple|pairs|combinations) (of)? <columns:cols> (${mustBe}|is|are) unique`,
    `<columns:cols> (together)? (${mustBe}|is|are)? (unique|distinct|free of duplicates|unique together|unique per row)`,
    `<columns:cols> ${mustNot} (repeat|be repeated|occur twice|be duplicated|have duplicates|contain duplicates|appear twice|show up twice)`,
    `(no|there must be no|there may be no) (duplicate|duplicates|repeated|two equal|two identical) (values)? (in|of|on|by|for)? <columns:cols> (allowed|are allowed|may exist|exist|please)`,
    `(no two) (rows|records) (may|can|must|should)? (share|have) (the)? (same)? <columns:cols>`,
    `(that|there are|there must be|there should be|has|have|contains) no (duplicates|duplicate rows|duplicate values|dupes|repeats) (by|on|in|of|for) <columns:cols>`,
    `(нет|не было|не должно быть|не появилось) (дублей|дубликатов|повторов|дублирования) (по|в|у) <columns:cols>`,
    `(uniqueness|unique) (of|on|:) <columns:cols>`,
    `${check} ${that} <columns:cols> (is|are) unique`,
    `(пара|паре|сочетание|комбинация|пары) <columns:cols> (${mustBeRussian})? (уникальн*|уникален|не повторя*)`,
    `<columns:cols> (${mustBeRussian})? (уникальн*|уникален|не повторяется|не повторяются|не должен повторяться|не должна повторяться|не должно повторяться|не должны повторяться|без повторов)`,
    `(уникальн*|уникальность) (по|—|:)? <columns:cols>`,
  ],
  mean: (captures) => {
    const columns = captures.texts('columns');
    // "count distinct user_id" counts, and promises nothing.
    const isCount = columns.some((one) =>
      /^(?:count|counts|counting|number|amount|sum|число|количество|кол-во|сколько)$/iu.test(one),
    );
    return columns.length === 0 || isCount
      ? null
      : (evidence) => [{ rule: 'unique', columns, evidence }];
  },
};

type Bounds = Pick<RangeCheck, 'min' | 'max' | 'minExclusive' | 'maxExclusive'>;

const range = (
  patterns: readonly string[],
  bounds: (captures: Captures) => Bounds | null,
): Rule<Checks> => ({
  patterns,
  mean: (captures) => {
    const found = bounds(captures);
    if (found === null) return null;
    return each(captures, (column, evidence) => ({ rule: 'range', column, ...found, evidence }));
  },
});

const inclusive = { minExclusive: false, maxExclusive: false } as const;
const one = (captures: Captures, side: 'min' | 'max', exclusive: boolean): Bounds | null => {
  const value = captures.number('bound');
  if (value === null) return null;
  return side === 'min'
    ? { min: value, max: null, minExclusive: exclusive, maxExclusive: false }
    : { min: null, max: value, minExclusive: false, maxExclusive: exclusive };
};

const isA = `(${mustBe}|${must})`;
const ranges: readonly Rule<Checks>[] = [
  range(
    [
      `<columns:cols> ${isA} (in|within|between|from|in the range|within the range|in the range of|in the range from|be between|be within|be in the range|range from) (of)? <low:num> (and|to|-|–|through|up to) <high:num>`,
      `<columns:cols> (between|within|in the range|from|ranges from) <low:num> (and|to|-|–) <high:num> (only|otherwise|or reject|is required)`,
      `${check} ${that} <columns:cols> (is|are|lies|lie|stays|falls) (in|within|between|from|in the range) <low:num> (and|to|-|–) <high:num>`,
      `(allowed|valid|permitted) <columns:cols> (is|are|:)? (from|between)? <low:num> (to|and|-|–) <high:num>`,
      `<columns:cols> ${mustNot} (be|lie|fall|go|leave)? (outside|out of|outside of) (the range)? (of)? <low:num> (and|to|-|–) <high:num>`,
      `<columns:cols> (${mustBeRussian}|лежит|находится|должен лежать|должна лежать|должно лежать|в) (в)? (диапазоне|пределах|интервале|между|от) (от)? <low:num> (до|и|-|–|—) <high:num>`,
    ],
    (captures) => {
      const low = captures.number('low');
      const high = captures.number('high');
      return low === null || high === null ? null : { min: low, max: high, ...inclusive };
    },
  ),
  range(
    [
      `<columns:cols> ${isA} (be)? (strictly)? (greater than|more than|above|over|larger than|bigger than|higher than|>|exceed) <bound:num>`,
      `${check} ${that} <columns:cols> (is|are) (strictly)? (greater than|more than|above|over|larger than|higher than|>) <bound:num>`,
      `<columns:cols> (is)? (strictly)? (greater than|more than|above|>) <bound:num> (,)? (otherwise|or (else|abort|stop|fail|reject|the|it|quarantine|break|halt))`,
      `<columns:cols> (is|are)? strictly (greater than|more than|above|over|larger than|higher than) <bound:num>`,
      `<columns:cols> ${mustBeRussian}? строго (больше|выше|более) <bound:num>`,
      `<columns:cols> ${mustBeRussian} (больше|выше|более|>) <bound:num>`,
      `${check} ${that} <columns:cols> (больше|выше|более|>) <bound:num>`,
    ],
    (captures) => one(captures, 'min', true),
  ),
  range(
    [
      `<columns:cols> ${isA} (be)? (at least|no less than|not less than|not below|>=|greater than or equal to|from|a minimum of|minimum|not under|no lower than|not lower than|or above) <bound:num>`,
      `<columns:cols> ${mustNot} (be|go|fall|drop|sink|lie)? (below|under|less than|lower than|smaller than) <bound:num>`,
      `<columns:cols> ${mustBe} <bound:num> or (more|above|greater|higher)`,
      `${check} ${that} <columns:cols> (is|are) (at least|not below|>=|no less than|not less than|greater than or equal to) <bound:num>`,
      `<columns:cols> (is|are)? never (below|under|less than) <bound:num>`,
      `(minimum|min) <columns:cols> (is|=|:) <bound:num>`,
      `<columns:cols> ${mustBeRussian}? (не меньше|не менее|не ниже|минимум) <bound:num>`,
      `<columns:cols> (не должен быть|не должна быть|не должно быть|не может быть) (меньше|ниже|менее) <bound:num>`,
    ],
    (captures) => one(captures, 'min', false),
  ),
  range(
    [
      `<columns:cols> ${isA} (be)? (strictly)? (less than|below|under|smaller than|lower than|<) <bound:num>`,
      `${check} ${that} <columns:cols> (is|are) (less than|below|under|<) <bound:num>`,
      `<columns:cols> ${mustBeRussian}? строго (меньше|ниже|менее) <bound:num>`,
      `<columns:cols> ${mustBeRussian} (меньше|ниже|менее|<) <bound:num>`,
    ],
    (captures) => one(captures, 'max', true),
  ),
  range(
    [
      `<columns:cols> ${isA} (be)? (at most|no more than|not more than|up to|<=|less than or equal to|a maximum of|maximum|not above|no greater than|no higher than) <bound:num>`,
      `<columns:cols> ${mustNot} (be|go|rise|climb|lie)? (above|over|more than|greater than|higher than|larger than|exceed|past) <bound:num>`,
      `${check} ${that} <columns:cols> (is|are) (at most|not above|<=|no more than|not more than) <bound:num>`,
      `<columns:cols> (is|are)? never (above|over|more than) <bound:num>`,
      `<columns:cols> ${mustBeRussian}? (не больше|не более|не выше|максимум) <bound:num>`,
      `<columns:cols> (не должен|не должна|не должно|не может) (превышать|быть больше|быть выше) <bound:num>`,
      `<columns:cols> не превыша* <bound:num>`,
    ],
    (captures) => one(captures, 'max', false),
  ),
  range(
    [
      `<columns:cols> ${mustNot} (be|go|become|turn|get)? negative`,
      `<columns:cols> ${mustBe} (non-negative|nonnegative|zero or more|not negative|zero or positive|zero or above|zero or greater|0 or more)`,
      `${check} ${that} <columns:cols> (is|are) (non-negative|not negative|never negative)`,
      `(no|without) negative <columns:cols>`,
      `(no|without) negative values (in|for|of) <columns:cols>`,
      `<columns:cols> (is|are)? never negative`,
      `<columns:cols> (${mustBeRussian})? (неотрицательн*|не отрицательн*)`,
      `<columns:cols> (не должен быть|не должна быть|не должно быть|не должны быть|не может быть|не бывает) отрицательн*`,
    ],
    () => ({ min: 0, max: null, ...inclusive }),
  ),
  range(
    [
      `<columns:cols> (${mustBe}|is|are) positive`,
      `${check} ${that} <columns:cols> (is|are) positive`,
      `<columns:cols> ${mustBeRussian} положительн*`,
      `<columns:cols> положительн*`,
    ],
    () => ({ min: 0, max: null, minExclusive: true, maxExclusive: false }),
  ),
];

const nullRatio: Rule<Checks> = {
  patterns: [
    `(at most|no more than|not more than|up to|maximum|max|less than|fewer than|under|a maximum of|only) <share:num> (%|percent|per cent)? (of)? (the)? (values|rows|records)? (of|in)? (the)? <columns:cols> (values|value|rows|entries|column)? (may|can|must|should|are allowed to|is allowed to|are|is)? (be)? (null|nulls|empty|missing|blank)`,
    `(at most|no more than|not more than|up to|maximum|max|less than|under|a maximum of) <share:num> (%|percent|per cent)? (null|nulls|empty|missing|blank) (values|rows|cells)? (in|for|of|allowed in|are allowed in) (the)? <columns:cols>`,
    `<columns:cols> (may|can|must|should|is allowed to)? (be|have|contain|hold)? (null|empty|missing|blank|nulls) (in|for)? (at most|no more than|up to|less than|not more than|under) <share:num> (%|percent|per cent)? (of)? (the)? (rows|records|cases|values|all rows)?`,
    `<columns:cols> (may|can|must|should)? (have|contain|hold|be) (at most|no more than|up to|less than|not more than) <share:num> (%|percent|per cent)? (null|nulls|empty|missing|blank) (values|rows)?`,
    `<columns:cols> ${mustNot} (be)? (null|empty|missing|blank|nulls) (in|for) (more than|over|above) <share:num> (%|percent|per cent)? (of)? (the|all)? (rows|records|cases|values)?`,
    `(share|ratio|fraction|percentage|proportion|rate) of (null|nulls|empty|missing|blank) (values|rows)? (in|of|for)? <columns:cols> (must|may|should|has to|must not|should not|may not|cannot)? (be|stay|remain|exceed|is|go)? (at most|no more than|below|under|less than|above|over|within|<|<=|up to)? <share:num> (%|percent)?`,
    `<columns:cols> (null|missing|empty) (share|ratio|rate|fraction|percentage) (must|may|should|has to|must not)? (be|stay|remain|exceed|is)? (at most|no more than|below|under|less than|above|<|<=|up to)? <share:num> (%|percent)?`,
    `(не более|не больше|максимум|менее|меньше|до) <share:num> (%|процент*) (пустых|null|пропусков|пустых значений|незаполненных) (в|у|по)? <columns:cols>`,
    `(доля|процент) (пустых|null|пропусков|незаполненных) (значений)? (в|у|по)? <columns:cols> (не должна|не должен|должна|должен|—|–|не)? (превышать|быть|превышает)? (не более|не больше|не выше|меньше|ниже|больше|выше|до)? <share:num> (%|процент*)?`,
    `<columns:cols> (может быть|пустует|пуст*) (пуст*)? (не более|не больше|максимум)? (чем)? (в|у)? <share:num> (%|процент*) (строк|записей|случаев)?`,
  ],
  mean: (captures) => {
    const share = captures.number('share');
    if (share === null || share > 100) return null;
    return (evidence) => {
      const percent = /%|percent|per cent|процент/iu.test(evidence.text) || share > 1;
      const max = percent ? Number((share / 100).toFixed(10)) : share;
      return captures
        .texts('columns')
        .map((column) => ({ rule: 'null_ratio', column, max, evidence }));
    };
  },
};

const values: Rule<Checks> = {
  patterns: [
    `<columns:cols> ${mustBe} (one of|in|either|any of|among|from|only|limited to|exactly one of|in the set|in the list|taken from) (the)? (set|list|values|following)? (:)? <values:values> (only)?`,
    `<columns:cols> (is|are|may be|can be|may only be|can only be|may take|can take|takes|has only|only takes|accepts|allows|must equal|must be equal to) (only|always)? (one of|either|any of|among|in the set|in the list|only|just|the values|nothing but|values) (the)? (set|list|values|following)? (:)? <values:values> (only|are allowed|allowed)?`,
    `<columns:cols> ${must} (only)? (hold|contain|take|have|be|accept|allow|equal) (only|just)? (one of)? (the)? (values|value|codes)? (:)? <values:values>`,
    `(only)? (allowed|valid|permitted|possible|accepted|legal) (values|codes)? (for|of|in)? <columns:cols> (:|are|is) <values:values>`,
    `${check} ${that} <columns:cols> (is|are) (one of|in|either|among) (the)? (set|list)? <values:values>`,
    `<columns:cols> (:|=)? (only)? (one of|any one of|any of|either of) (the)? (set|list|values|following)? (:)? <values:values>`,
    `<columns:cols> (только)? (один из|одно из|одна из|одним из|одной из|из списка|из набора|принимает значения|принимает только|может быть|может принимать|только|входит в|допустимо|из) (только|значений|значения|список)? (:)? <values:values>`,
    `<columns:cols> ${mustBeRussian} (один из|одно из|одна из|одним из|одной из|из списка|из набора|только|равен) (:)? <values:values>`,
    `(допустим*|разрешенн*|возможн*) (значения)? (для|у)? <columns:cols> (:|—|–)? <values:values>`,
  ],
  mean: (captures) => {
    const list = captures.values('values').map((value) => String(value.value));
    // "paid is to be boolean", "name must be pseudonymised and street masked": no values.
    const isOther = (value: string): boolean =>
      sqlType(value.toLowerCase()) !== null ||
      /^(?:seen|shown|visible|read|null|empty|missing|hidden|(?:pseudonymi|tokeni|anonymi)[sz]ed|masked|hashed|encrypted|redacted|obfuscated)$/iu.test(
        value,
      );
    if (list.length < 2 || list.some((value) => isOther(value))) return null;
    return each(captures, (column, evidence) => ({
      rule: 'accepted_values',
      column,
      values: list,
      evidence,
    }));
  },
};

const formats = '(email|e-mail|mail|url|link|uuid|phone|date)';
const formatOf = (text: string): 'email' | 'url' | 'uuid' | 'phone' | 'date' =>
  /url|link|ссылк/iu.test(text)
    ? 'url'
    : /uuid/iu.test(text)
      ? 'uuid'
      : /phone|телефон/iu.test(text) && !/mail|почт/iu.test(text)
        ? 'phone'
        : 'email';

const format: Rule<Checks> = {
  patterns: [
    `<columns:cols> (${mustBe}|is|are|be|looks|look|must look|has to look|should look|must have|has) (a|an|like|like an|like a|in|of)? (valid|well-formed|well formed|correct|proper|real|syntactically valid|syntactically correct) (${formats})? (address|addresses|format|number|form)?`,
    `<columns:cols> (${mustBe}|must look like|should look like|has to look like|looks like|is|are|must be|must match) (a|an)? (${formats}) (address|addresses|format)`,
    `(need|needs|require|requires|must have|must carry|must contain|should have) (a|an) (valid|well-formed|correct|proper) <columns:col>`,
    `(valid|well-formed|well formed|correct|proper) <columns:cols> (only|required|is required|are required|is a must)`,
    `${check} ${that} (the)? (format of)? <columns:cols> (is|are)? (a|an)? (valid|well-formed|correct) (${formats})? (address|format)?`,
    `${check} ${that} (the)? format of <columns:cols>`,
    `${check} ${that} <columns:cols> (is|are|looks like) (a|an)? (valid)? ${formats} (address|format)?`,
    `<columns:cols> (${mustBeRussian}|—|–)? (корректн*|валидн*|правильн*) (адрес|email|формат*|почта|почтой|адресом)? (почты|email)?`,
    `<columns:cols> (похож* на|в формате|формата) (адрес|email|почту|электронн* адрес*|url|uuid) (почты)?`,
    `(корректн*|валидн*|правильн*) <columns:cols>`,
    `<columns:cols> (valid|well-formed|well formed)`,
  ],
  mean: (captures) =>
    each(captures, (column, evidence) => {
      const named = formatOf(evidence.text);
      return { rule: 'format', column, format: named, evidence };
    }),
};

const many =
  '(digits|digit|characters|letters|chars|symbols|uppercase letters|capital letters|lowercase letters|цифр*|символ*|букв*|знак*)';
const regex: Rule<Checks> = {
  patterns: [
    `<columns:cols> (has|have|must have|must be|must contain|has to have|should have|needs|consists of|must consist of|contains|is|are|must|should be|of|with) (precisely|exactly|just|always)? (have|be|contain|of)? <count:num> ${many} (long|in length)?`,
    `<columns:cols> (${mustBeRussian}|содержит|состоит из|имеет|из|—|–|должен содержать|должна содержать|должен состоять из|должно состоять из|должна состоять из) (ровно|точно)? (из)? <count:num> ${many}`,
    `(exactly|precisely|ровно) <count:num> ${many} (in|for|в|у) <columns:cols>`,
  ],
  mean: (captures) => {
    const count = captures.number('count');
    if (count === null || !Number.isInteger(count)) return null;
    return each(captures, (column, evidence) => ({
      rule: 'regex',
      column,
      pattern: `^${classOf(evidence.text)}{${count}}$`,
      evidence,
    }));
  },
};
const pattern: Rule<Checks> = {
  patterns: [
    `<columns:cols> (${must})? (matches|match|matching|fits|fit|follows|follow|satisfies|conforms to|be like|must match|has to match|should match) (the)? (regex|regexp|regular expression|pattern|mask|format|expression)? (:)? <pattern:value>`,
    `<columns:cols> (соответству*|должен соответствовать|должна соответствовать|подходит под|по) (регулярк*|шаблону|маске|регулярному выражению|паттерну|выражению)? (:)? <pattern:value>`,
  ],
  mean: (captures) => {
    const text = captures.text('pattern');
    const [value] = captures.values('pattern');
    if (text === null || value?.type !== 'text' || !/[\^$\\[({*+?|]/u.test(text)) return null;
    return each(captures, (column, evidence) => ({
      rule: 'regex',
      column,
      pattern: text,
      evidence,
    }));
  },
};

function classOf(text: string): string {
  if (/digit|цифр/iu.test(text)) return '[0-9]';
  if (/uppercase|capital/iu.test(text)) return '[A-Z]';
  if (/lowercase/iu.test(text)) return '[a-z]';
  return /letter|букв/iu.test(text) ? '[A-Za-z]' : '.';
}

const stated = '(is|are|be|lies|lie|stays|stay|stays within|falls|ranges|has to be|:|=)?';
/** Statements that are checks only where checks are announced; elsewhere they are conditions on rows. */
const statements: readonly Rule<Checks>[] = [
  range(
    [
      `<columns:cols> ${stated} (between|within|in the range|from|in range|in) (of)? <low:num> (and|to|-|–|through|..) <high:num>`,
      `<columns:cols> (в)? (от|между|диапазоне|пределах) (от)? <low:num> (до|и|-|–|—) <high:num>`,
    ],
    (captures) => {
      const low = captures.number('low');
      const high = captures.number('high');
      return low === null || high === null ? null : { min: low, max: high, ...inclusive };
    },
  ),
  range(
    [
      `<columns:cols> ${stated} (>=|at least|no less than|not less than|not below|from) <bound:num>`,
      `<columns:cols> ${stated} <bound:num> or (more|above|greater|higher)`,
    ],
    (captures) => one(captures, 'min', false),
  ),
  range(
    [
      `<columns:cols> ${stated} (>|above|over|greater than|more than|higher than|больше|выше) <bound:num>`,
    ],
    (captures) => one(captures, 'min', true),
  ),
  range(
    [
      `<columns:cols> ${stated} (<=|at most|no more than|not more than|not above|up to) <bound:num>`,
    ],
    (captures) => one(captures, 'max', false),
  ),
  range(
    [`<columns:cols> ${stated} (<|below|under|less than|lower than|меньше|ниже) <bound:num>`],
    (captures) => one(captures, 'max', true),
  ),
  {
    patterns: [
      `<columns:cols> (is|are)? (always)? (filled in|filled|present|set|given|populated|known|provided|заполнен*|указан*)`,
      `<columns:cols> (is|are|has|have)? (never|not|no|without) (null|nulls|empty|blank|missing|gaps)`,
    ],
    mean: (captures) =>
      each(captures, (column, evidence) => ({ rule: 'not_null', column, evidence })),
  },
  range(
    [
      `<columns:cols> (is|are)? (not|never|non) negative`,
      `<columns:cols> (is|are)? (non-negative|nonnegative)`,
    ],
    () => ({ min: 0, max: null, ...inclusive }),
  ),
  range([`<columns:cols> (is|are)? positive`], () => ({
    min: 0,
    max: null,
    minExclusive: true,
    maxExclusive: false,
  })),
  {
    patterns: [
      `<columns:cols> (is|are)? (in|of|has|have) (a)? (valid|correct|proper) (form|format|shape|syntax)`,
    ],
    mean: (captures) =>
      each(captures, (column, evidence) => ({
        rule: 'format',
        column,
        format: formatOf(evidence.text),
        evidence,
      })),
  },
  {
    patterns: [`<columns:cols> (is|are|equals) (always|only)? <values:values>`],
    mean: values.mean,
  },
  {
    patterns: [
      `<columns:cols> (is|are)? (one of|in|among|either) (the)? (set|list|values)? (:)? <values:values>`,
    ],
    mean: values.mean,
  },
];

/** Values a column may have, in so many words. */
export const valueChecks = compileRules<Checks>([values]);

/** "at least 95% of phone must be filled": the rest may be empty. */
const filledRatio: Rule<Checks> = {
  patterns: [
    `(at least|no less than|not less than|minimum|a minimum of) <share:num> (%|percent|per cent)? (of)? (the|all)? (values|rows|records)? (of|in)? (the)? <columns:cols> (values|entries)? (must|should|has to|have to|needs to|need to|are|is)? (be)? (filled in|filled|present|set|known|given|non-null|not null|populated|complete)`,
    `(the)? <columns:cols> (must|should|has to|have to) be (filled|present|set|populated) (in|for) (at least|no less than) <share:num> (%|percent|per cent)? (of)? (the|all)? (rows|records|cases)?`,
  ],
  mean: (captures) => {
    const share = captures.number('share');
    if (share === null || share > 100 || share <= 1) return null;
    const max = Number(((100 - share) / 100).toFixed(10));
    return (evidence) =>
      captures.texts('columns').map((column) => ({ rule: 'null_ratio', column, max, evidence }));
  },
};

/** Rules that are checks wherever they stand, even behind "whose". */
export const strongChecks = compileRules<Checks>([nullRatio, filledRatio, regex, pattern, format]);

/** Rules that behind "where" and "whose" are conditions on rows. */
export const plainChecks = compileRules<Checks>([...ranges, unique, notNull]);

/** What may be said of a column behind "and", its name left out. */
export const furtherChecks = compileRules<Checks>([
  values,
  nullRatio,
  regex,
  pattern,
  format,
  ...ranges,
  unique,
  notNull,
  ...statements,
]);

/** What "check that …" and "rules: …" announce. */
export const statedChecks = compileRules<Checks>(statements);
