import type { OperationIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

/** Split, rename, fill, flatten, explode, union: columns and rows take another shape. */
export const shapeRules = compileRules<OperationIntent>([
  {
    patterns: [
      '(split|break|divide|separate|cut|decompose|parse) (up|down|apart)? <column:col> (up|down|apart)? (by|on|at)? (,)? (space|comma|spaces|commas|whitespace|the space|the comma)? (up)? (into|in|to) (the)? (separate|two|three|four|new)? (columns|fields|parts)? (:)? <into:cols>',
      '(split|break|divide|separate) (up)? (the)? <column:col> (in|of|from) ~system ..2 (into|in|to) (the)? (columns|fields|parts)? (:)? <into:cols>',
      '(разбей|разбивай|раздели|разделяй|подели|разложи|разбить|разделить) <column:col> (по пробелу|по запятой|по пробелам)? (на|в) (столбцы|поля|колонки|части|отдельные поля)? (:)? <into:cols>',
      '<column:col> (разбей|разбивай|раздели|подели|разложи|разбить|разделить) (по пробелу|по запятой)? (на|в) (столбцы|поля|колонки)? (:)? <into:cols>',
      '<column:col> (is|gets|must be|should be|to be|is to be|has to be)? (split|broken|divided|separated) (up|down)? into <into:cols>',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      const into = captures.texts('into');
      if (column === null || into.length < 2) return null;
      return (evidence) => ({ op: 'split', column, into, evidence });
    },
  },
  {
    patterns: [
      '(fill|replace|substitute|set|treat|turn|count|consider) (in|up)? (the|a|an|any|each|every)? (empty|missing|null|nulls|blank|blanks|absent|gaps) (values|value|ones)? (of|in|for)? <column:col> (values|value)? (with|by|as|to|into) (the)? (value)? <value:value>',
      '(fill|replace|set) <column:col> (with|to|by) <value:value> (when|where|if) (it|they)? (is|are)? (empty|missing|null|blank|absent)',
      '(an|a|any|the)? (empty|missing|null|blank|absent) <column:col> (values|value)? (set to|is set to|are set to|put to|filled with|filled by|replaced by|replaced with|counts as|count as|becomes|become|is treated as|are treated as|treated as|is|are|should be|must be|should become|means|mean|turns into|gets|get|is replaced by|is replaced with|is filled with|are filled with|are replaced by|are replaced with|counts for|defaults to|=|->|→|:) <value:value>',
      '(cells|values|entries|fields|rows) (of|in) (the)? (column|field)? <column:col> (that|which)? (are|were|is)? (left)? (empty|missing|null|blank) (should|must|shall|are to|have to|will)? (read|say|become|be|show|get|contain|be filled with|be set to) <value:value>',
      '<column:col> (when|where|if) (it is|is)? (empty|missing|null|blank) (is|becomes|=|->|→|,)? (set to|to|should be|use|then)? <value:value>',
      '(put|write|insert|store|use|enter|set) (a|an|the)? <value:value> (into|in|for|as|to|where) (the|an|a|any)? (empty|missing|null|blank|absent) <column:col>',
      '(default|defaulting) <column:col> to <value:value>',
      '<column:col> (defaults|default|defaulting|defaulted|falls back|falling back|set) to <value:value> (when|if|where) (it is)? (empty|missing|null|absent)',
      '<column:col> (defaults|default|defaulting|defaulted|falls back|falling back) to <value:value>',
      '(if|when|where) <column:col> (is|are) (empty|missing|null|blank|not set|absent) (,)? (then)? (use|put|set it to|write|take|make it|set|it is|it becomes|it counts as|fill in|insert|store) <value:value>',
      '(coalesce) <column:col> (to|with|,) <value:value>',
      '(nulls|null|blanks|gaps|missing values|empty values) (in|of|for) <column:col> (become|becomes|are replaced by|are replaced with|replaced by|replaced with|are filled with|filled with|with|to|as|are|count as|->|→|=|should be|turn into) <value:value>',
      '(пуст*|отсутствующ*|незаполнен*|null) (значения)? (в|у)? <column:col> (заменяй|замени|заменить|заполни|заполняй|считай|считать|=|это|становится|превращай) (на|за|как|в)? (значением)? <value:value>',
      '(замени|заменяй|заполни|заполняй|подставляй) (пуст*|пропуск*|null|отсутствующ*) (значения)? (в|у)? <column:col> (на|значением|как)? <value:value>',
      '(если|когда) <column:col> (пуст*|не заполнен*|не указан*|null|отсутствует|нет) (,|–|—)? (то)? (ставь|пиши|подставляй|подставь|бери|считай|заменяй на|записывай|поставь) <value:value>',
      '<column:col> (по умолчанию) (=|–|—)? <value:value>',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      const [value] = captures.values('value');
      if (column === null || value === undefined) return null;
      return (evidence) => ({ op: 'fill_null', column, value, evidence });
    },
  },
  {
    patterns: [
      '(explode|exploding|unwind|unnest|unroll|expand|unpack|unfold|split|break|spread) (up|out)? (the|its|their|each)? (list|array) <column:col>',
      '(explode|exploding|unwind|unnest|unroll|expand|unpack|unfold|turn|split|break|spread) (up|out)? (the|each|its|their)? <column:col> (list|array|entries|items|elements)? (up|out)? (in|into|to|as)? (separate|single|individual|own|their own|one|several)? (rows|row|records|lines) (each)?',
      '(expand|unpack|unfold|unroll|flatten) (out)? (the)? (list|array) <column:col>',
      '(expand|unpack|unfold|unroll|flatten) (out)? (the)? <column:col> (list|array)',
      '(a|one) (row|record|line) (for|per) (each|every)? (entry|item|element|member|line) (of|in) (the)? (list|array)? <column:col>',
      '(каждый|каждую) (элемент|позицию) (массива|списка|из)? <column:col> (в|на) (отдельную|отдельной|свою)? (строку|строке|запись)',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      return column === null ? null : (evidence) => ({ op: 'explode', column, evidence });
    },
  },
  {
    patterns: [
      '(flatten|flattening|unpack|expand|unfold) (out)? (the)? (nested|embedded)? (object|objects|json|struct|structure|field|document)? <column:col> (object|objects|json|struct|structure)? ((with|by|using) (a|an|the)? (dot|dots|period|dash|double underscore|underscore|underscores|<sep:value>))?',
      '<column:col> (fields|attributes|properties|keys) (as|into|become|to|in|turn into) (separate|own|single|individual|top-level)? (columns|fields) (prefixed|with prefix|with the prefix|with a prefix)? (by|with)? (<prefix:col>)?',
      '(nested|embedded) (object)? <column:col> (object)? (becomes|flattened|should be flattened|as|into|is flattened) (to|into)? (columns|separate columns|flat columns)?',
      '(turn|make|convert|spread|break|open|expand) (up|out)? (the)? (nested|embedded)? (object|document|struct|structure) <column:col> (up|out)? (into|to|as) (separate|own|single|flat|plain)? (columns|fields) (like|such as|named|called|prefixed|with names like)? (<prefix:col>)?',
      '<column:col> (is|should be|must be|gets) flattened',
      '(nested|embedded|inner) <column:col> (object|document|struct|structure)? (is|to be)? (spread|laid out|split|flattened|broken out|opened up|unfolded) (out)? (over|into|across|onto|to) (separate|own|single|flat|plain|several)? (columns|fields) (like|such as|named|called|prefixed|with names like)? (<prefix:col>)?',
      '(разверни|раскрой|разложи|расплющи|развернуть|раскрыть) (вложенн*)? (объект|структуру|json|поле) <column:col> (в|на|по)? (отдельн*|плоск*)? (столбц*|колонк*|поля)?',
      '(вложенн*)? (объект|структуру|вложенное поле|документ) <column:col> (разверни|раскрой|разложи|преврати) (в|на)? (отдельн*|плоск*)? (столбц*|колонк*|поля)?',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      return column === null
        ? null
        : (evidence) => ({
            op: 'flatten',
            column,
            separator: separatorOf(evidence.text),
            evidence,
          });
    },
  },
  {
    patterns: [
      '(explode|exploding|unwind|unnest|unroll) (the)? (list|array|lists|arrays)? <column:col> (list|array)? (into rows)?',
      '(one|a|a separate|a single|single) (row|record|line|entry) (per|for each|for every) (list|array)? (entry|item|element|member|value) (of|in|inside|from) <column:col> (list|array)?',
      '(one|a|a separate) (row|record|line) (per|for each|for every) <column:col> (entry|item|element)',
      '(one|a|a separate|a single|single) (row|record|line) (per|for each|for every) (list|array) (entry|item|element|member|value)',
      '<column:col> (is|are|should be|must be|gets|get)? (exploded|unnested|unwound) (into rows)?',
      '(разверни|разложи|развернуть|раскрой|взорви) (массив|список) <column:col> (в|на|по)? (строк*|отдельн*)? (строк*)?',
      '(массив|список) <column:col> (—|–|-) (в|на|по) (отдельн*)? строк*',
      '(массив|список) <column:col> (разверни|разложи|раскрой) (в|на|по)? (отдельн*)? (строк*)?',
      '(по)? (одной)? (строке|строка|запись|записи) на (каждый)? (элемент|позицию|запись) (массива|списка|из|в)? <column:col>',
    ],
    mean: (captures) => {
      const column = captures.text('column') ?? 'list';
      return (evidence) => ({ op: 'explode', column, evidence });
    },
  },
  {
    patterns: [
      'on top of (each other|one another)',
      '(one|each)? (below|under|beneath|underneath|after|behind) (the other|another|one another|each other)',
      '(stacked|stack|stacking|concatenate|concatenated|union all|union)',
      'друг под друг*',
      'одну под друг*',
      '(union all|юнион|юнионом|сложи в одну|сложить в одну|состыкуй|объедини строки|объедини в одну таблицу)',
    ],
    mean: () => (evidence) => ({ op: 'union', evidence }),
  },
]);

/** Pairs of names: "a to b, c to d". */
export const renameRules = compileRules<OperationIntent[]>([
  {
    patterns: [
      '(rename|renaming) <a:col> (to|as|into|->|→|=>|=) <b:col> (,|and|, and) (rename)? <c:col> (to|as|into|->|→|=>|=) <d:col> (,|and|, and) (rename)? <e:col> (to|as|into|->|→|=>|=) <f:col>',
      '(rename|renaming) <a:col> (to|as|into|->|→|=>|=) <b:col> (,|and|, and) (rename)? <c:col> (to|as|into|->|→|=>|=) <d:col>',
      '(rename|renaming) <a:col> (to|as|into|->|→|=>|=) <b:col>',
      '<a:col> (is|gets|should be|must be|to be|will be)? renamed (to|as|into)? <b:col>',
      '(call|name) <a:col> <b:col>',
      '<a:col> (should be|is|must be|will be|to be) called <b:col>',
      '(переименуй|переименовать|переименовывай) <a:col> (в|->|→|на|как) <b:col> (,|и|, а) <c:col> (в|->|→|на|как|—|–) <d:col>',
      '(переименуй|переименовать|переименовывай) <a:col> (в|->|→|на|как) <b:col>',
      '<a:col> (переименуй|переименовать|переименовывай|назови) (в|на|как)? <b:col>',
    ],
    mean: (captures) => {
      const pairs = [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ].flatMap(([left = '', right = '']) => {
        const from = captures.text(left);
        const to = captures.text(right);
        return from === null || to === null ? [] : [{ from, to }];
      });
      return (evidence) => pairs.map(({ from, to }) => ({ op: 'rename', from, to, evidence }));
    },
  },
]);

/** "with a dot", "using '__'": what stands between the names of nested keys; `_` unless the words name it. */
function separatorOf(text: string): string {
  const tail = /(?:with|by|using)\s+(?:an?\s+|the\s+)?(.+)$/iu.exec(text)?.[1]?.toLowerCase() ?? '';
  if (/^(?:dots?|period)$/u.test(tail)) return '.';
  if (tail === 'dash') return '-';
  if (tail === 'double underscore') return '__';
  return /^["'`]?([._:/-]{1,2})["'`]?$/u.exec(tail)?.[1] ?? '_';
}
