import { isNumeric } from '@ai-etl/core';
import type { Attribute, Cue } from './cues.ts';
import type { ColumnMention, Measure, Operand, Operator, TableMention, Test } from './form.ts';
import type { Item } from './items.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import { addTest, withForm, type State } from './state.ts';
import { isMeasure, labelColumns } from '../query/table-facts.ts';

/** The states that taking an item leads to. */
export function step(state: State, item: Item, index: SchemaIndex): readonly State[] {
  const next = { ...state, at: item.end, score: state.score + item.gain };
  switch (item.kind) {
    case 'skip':
      return [{ ...next, has: false, unread: state.unread + (item.isContent ? 1 : 0) }];
    case 'cue':
      return takeCue(next, item.cue, index).map((one) => ({
        ...one,
        last: keepsColumn(state, item.cue) ? 'column' : 'cue',
      }));
    case 'table':
      return takeTable(next, item.table).map((one) => ({
        ...one,
        last: 'table',
        has: false,
        preposition: false,
        and: false,
        near: item.table,
      }));
    case 'column':
      return takeColumn(next, item.column, item.also).map((one) => ({
        ...one,
        last: 'column',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'value':
      return takeValue(next, item).map((one) => ({
        ...one,
        last: 'value',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'text':
      return takeText(next, item.text, item.quoted, index).map((one) => ({
        ...one,
        last: 'value',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'number':
      return takeNumber(numbered(next, item, index), item, index).map((one) => ({
        ...one,
        last: 'number',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'date':
      return takeDate(next, item.value, index).map((one) => ({
        ...one,
        last: 'value',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'range':
      return takeRange(next, item.low, item.high, index).map((one) => ({
        ...one,
        last: 'number',
        has: false,
        preposition: false,
        and: false,
      }));
  }
}

function numbered(
  state: State,
  item: Extract<Item, { kind: 'number' }>,
  index: SchemaIndex,
): State {
  const compared =
    item.op === undefined ? state : { ...state, compare: item.op, superlative: null };
  return item.of === undefined ? compared : withSubject(compared, item.of, index);
}

/** "managed by Kyle", "age of 30": small words between a column and its value. */
function keepsColumn(state: State, cue: Cue): boolean {
  return state.last === 'column' && ['of', 'by', 'compare', 'not'].includes(cue.kind);
}

function withSubject(state: State, words: string, index: SchemaIndex): State {
  const [found] = attributeMention(words === 'age' ? [{ words }] : [], state, index);
  return found === undefined
    ? penalty(state, 1)
    : { ...state, subject: found.mention, top: false, superlative: null };
}

const penalty = (state: State, cost: number): State => ({ ...state, score: state.score - cost });

/** A measure that nothing was asked of is something to show after all; a column only says what rows have. */
export function settleSubject(state: State): State {
  const { subject } = state;
  if (subject === null) return state;
  if (subject.kind === 'measure')
    return penalty(
      withForm(state, { shows: [...state.form.shows, subject] }, { subject: null }),
      0.5,
    );
  return penalty({ ...state, subject: null }, 0.6);
}

function takeTable(state: State, table: TableMention): readonly State[] {
  const { form } = state;
  if (state.compare !== null && state.last === 'number' && typeof state.number === 'number') {
    return [
      addTest(state, {
        kind: 'compare',
        left: countOf(table),
        op: negate(state.compare, state.not),
        right: number(state.number),
      }),
    ];
  }
  if (state.aggregate !== null) {
    const { fn, distinct } = state.aggregate;
    const measure: Measure = {
      kind: 'measure',
      fn: 'count',
      distinct: distinct && fn === 'count',
      of: table,
    };
    if (fn === 'count' || fn === 'sum')
      return placeMeasure({ ...state, aggregate: null }, measure, fn === 'sum' ? 0.3 : 0);
  }
  if (state.superlative !== null) {
    const { direction, count } = state.superlative;
    const order = [{ by: countOf(table), direction }];
    const counted = withForm(
      state,
      { order, limit: form.limit ?? 1 },
      { superlative: null, top: false },
    );
    // "top 10 customers": what they are best by comes later.
    if (state.top || !count) {
      const waiting = withForm(state, { entity: form.entity ?? table });
      return state.top ? [waiting] : [penalty(counted, 0.2), penalty(waiting, 0.1)];
    }
    return [counted];
  }
  if (state.mode === 'group') {
    return [withForm(state, { groups: [...form.groups, table], entity: form.entity ?? table })];
  }
  if (state.not && (state.mode === 'where' || form.entity !== null)) {
    const test: Test = { kind: 'exists', table, negated: true, tests: [] };
    const added = addTest({ ...state, inside: null }, test);
    return [{ ...added, inside: added.form.tests.length - 1 }];
  }
  if (state.has && form.entity !== null && state.mode === 'where') {
    const least = typeof state.number === 'number' ? state.number : null;
    if (least !== null)
      return [
        addTest(state, { kind: 'compare', left: countOf(table), op: 'eq', right: number(least) }),
      ];
    const test: Test = { kind: 'exists', table, negated: false, tests: [] };
    const added = addTest({ ...state, inside: null }, test);
    return [{ ...added, inside: added.form.tests.length - 1 }];
  }
  if (state.mode === 'order') return [state];
  if (form.entity === null) {
    const shows = form.shows.map((show) => beside(show, table));
    return [withForm(state, { entity: table, shows })];
  }
  if (state.mode === 'show' && state.and && form.shows.length === 0) {
    return [withForm(state, { shows: [form.entity, table] })];
  }
  // "… and names of counties": the table belongs to the columns named last.
  const last = form.shows.at(-1);
  if (
    state.mode === 'show' &&
    state.preposition &&
    last?.kind === 'column' &&
    last.beside.length === 0
  ) {
    return [withForm(state, { shows: [...form.shows.slice(0, -1), beside(last, table)] })];
  }
  return [state];
}

function beside<T extends ColumnMention | TableMention | Measure>(show: T, table: TableMention): T {
  if (show.kind === 'column') return { ...show, beside: [...show.beside, table] };
  if (show.kind === 'measure' && show.of?.kind === 'column')
    return { ...show, of: { ...show.of, beside: [...show.of.beside, table] } };
  return show;
}

function countOf(of: TableMention | null): Measure {
  return { kind: 'measure', fn: 'count', distinct: false, of };
}

function number(value: number): Operand {
  return { kind: 'number', value, text: String(value) };
}

function negate(op: Operator, not: boolean): Operator {
  if (!not) return op;
  return ({ eq: 'ne', ne: 'eq', lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' } as const)[op];
}

function placeMeasure(state: State, measure: Measure, cost: number): readonly State[] {
  const cheaper = penalty(state, cost);
  if (state.superlative !== null) {
    const { direction } = state.superlative;
    const order = [{ by: measure, direction }];
    return [withForm(cheaper, { order, limit: state.form.limit ?? 1 }, { superlative: null })];
  }
  switch (state.mode) {
    case 'order':
      return [
        withForm(
          cheaper,
          { order: [...state.form.order, { by: measure, direction: state.direction ?? 'asc' }] },
          { direction: null },
        ),
      ];
    case 'where':
      return [{ ...cheaper, subject: measure }];
    case 'group':
    case 'show':
      return [withForm(cheaper, { shows: [...state.form.shows, measure] }, { mode: 'show' })];
  }
}

function takeColumn(state: State, named: ColumnMention, also?: ColumnMention): readonly State[] {
  const { form } = state;
  const column =
    state.last === 'table' && state.near !== null && !state.and
      ? { ...named, beside: [state.near] }
      : named;
  const order = form.order.at(-1);
  if (
    state.last === 'cue' &&
    order?.by.kind === 'column' &&
    order.by.at === named.at &&
    sharesColumn(order.by, column)
  ) {
    // "the oldest age", "the most recent year": the column says what the adjective meant.
    return [withForm(state, { order: [...form.order.slice(0, -1), { ...order, by: column }] })];
  }
  if (state.compare !== null && state.number !== null && state.last === 'number') {
    const test: Test =
      typeof state.number === 'number'
        ? {
            kind: 'compare',
            left: column,
            op: negate(state.compare, state.not),
            right: number(state.number),
          }
        : { kind: 'between', left: column, low: state.number.low, high: state.number.high };
    return [addTest(state, test)];
  }
  if (
    state.compare !== null &&
    state.aggregate !== null &&
    state.aggregate.fn !== 'count' &&
    state.aggregate.fn !== 'sum'
  ) {
    const left = state.subject ?? column;
    const right: Operand = { kind: 'aggregate', fn: state.aggregate.fn, of: column };
    return [
      {
        ...addTest(state, { kind: 'compare', left, op: negate(state.compare, state.not), right }),
        aggregate: null,
      },
    ];
  }
  if (state.aggregate !== null) {
    const { fn, distinct, also } = state.aggregate;
    const plain = { ...state, aggregate: null, distinct: false };
    const before = also.map((name): Measure => ({
      kind: 'measure',
      fn: name,
      distinct: false,
      of: column,
    }));
    const start =
      before.length === 0 ? plain : withForm(plain, { shows: [...form.shows, ...before] });
    const measured = placeMeasure(
      start,
      { kind: 'measure', fn, distinct: distinct || state.distinct, of: column },
      0,
    );
    // "number of hours played": the number is in the column.
    const isNumber =
      fn === 'count' &&
      !distinct &&
      column.alternatives[0] !== undefined &&
      isMeasure(column.alternatives[0].what.column, column.alternatives[0].what.table);
    if (!isNumber) return measured;
    const counted = measured.map((one) => penalty(one, 0.4));
    const summed = placeMeasure(
      start,
      { kind: 'measure', fn: 'sum', distinct: false, of: column },
      0.05,
    );
    return [
      ...summed,
      ...counted,
      ...takeColumn(plain, named, undefined).map((one) => penalty(one, 0.1)),
    ];
  }
  if (state.superlative !== null) {
    const { direction, count } = state.superlative;
    const isNumber = column.alternatives.some(({ what }) => isQuantity(what));
    const limit = form.limit ?? 1;
    const cleared = { superlative: null, top: false } as const;
    const byColumn = withForm(state, { order: [{ by: column, direction }], limit }, cleared);
    const byCount = withForm(
      state,
      { shows: [...form.shows, column], order: [{ by: countOf(null), direction }], limit },
      cleared,
    );
    if (!count) {
      const measure: Measure = {
        kind: 'measure',
        fn: direction === 'desc' ? 'max' : 'min',
        distinct: false,
        of: column,
      };
      const isPlain =
        state.mode === 'show' &&
        isNumber &&
        !state.top &&
        form.limit === null &&
        form.shows.every((show) => show.kind === 'measure');
      return isPlain
        ? [
            byColumn,
            penalty(
              withForm(state, { shows: [...form.shows, measure] }, cleared),
              form.shows.length > 0 ? 0.05 : 0.15,
            ),
          ]
        : [byColumn];
    }
    return isNumber ? [penalty(byColumn, 0.1), penalty(byCount, 0.3)] : [penalty(byCount, 0.1)];
  }
  switch (state.mode) {
    case 'group': {
      // "for each channel owner": the owner of each channel.
      const isOfTable = state.last === 'table' && form.groups.at(-1) === state.near;
      return [
        withForm(state, {
          groups: [...(isOfTable ? form.groups.slice(0, -1) : form.groups), column],
        }),
      ];
    }
    case 'order':
      return [
        withForm(
          state,
          { order: [...form.order, { by: column, direction: state.direction ?? 'asc' }] },
          { direction: state.direction },
        ),
      ];
    case 'where': {
      const settled = settleSubject(state);
      const flag = column.alternatives[0]?.what.column.type.kind === 'bool';
      if (flag) return [addTest(settled, { kind: 'flag', left: column, value: !state.not })];
      return [{ ...settled, subject: column }];
    }
    case 'show': {
      const parts = also === undefined ? [column] : [column, { ...also, beside: column.beside }];
      const last = form.shows.at(-1);
      // "names for devices", "how many teams in seasons": what stands beside is no more to show.
      const cost = form.shows.length > 0 && !state.and ? (state.preposition ? 0.45 : 0.6) : 0;
      const shown = penalty(
        withForm(
          state,
          { shows: [...form.shows, ...parts], distinct: form.distinct || state.distinct },
          { distinct: false },
        ),
        cost,
      );
      if (state.preposition && last?.kind === 'column' && /^names?$/iu.test(last.words)) {
        // "names of authors": where author is a column, it is the name.
        return [shown, withForm(state, { shows: [...form.shows.slice(0, -1), column] })];
      }
      return [shown];
    }
  }
}

function sharesColumn(a: ColumnMention, b: ColumnMention): boolean {
  return a.alternatives.some((one) => b.alternatives.some((other) => other.what === one.what));
}

/** A number that may be most: no key, code or number of something. */
function isQuantity({ table, column }: Field): boolean {
  return isMeasure(column, table) && !/(?:num|number|no|nbr|code|year)$/iu.test(column.name);
}

/** The column said just before a value: "in the city Paris", "whose name is Smith". */
function takeSubject(state: State): {
  readonly state: State;
  readonly subject: ColumnMention | Measure | null;
} {
  if (state.subject !== null) return { state, subject: state.subject };
  const last = state.form.shows.at(-1);
  if (state.last === 'column' && state.mode === 'show' && last?.kind === 'column') {
    return { state: withForm(state, { shows: state.form.shows.slice(0, -1) }), subject: last };
  }
  return { state, subject: null };
}

function takeValue(state: State, item: Extract<Item, { kind: 'value' }>): readonly State[] {
  const { column, choice } = item;
  if (state.like !== null) return takeText(state, column.words, true, null);
  if (state.compare !== null && state.compare !== 'eq') {
    const { subject, state: rest } = takeSubject(state);
    const left = subject?.kind === 'column' ? subject : column;
    return [
      addTest(rest, {
        kind: 'compare',
        left,
        op: negate(state.compare, state.not),
        right: { kind: 'text', value: column.words },
      }),
    ];
  }
  const taken = takeSubject(state);
  const subject = taken.subject?.kind === 'column' ? taken.subject : null;
  const common =
    subject === null
      ? []
      : column.alternatives.filter((one) =>
          subject.alternatives.some((other) => other.what === one.what),
        );
  const near = state.last === 'table' && state.near !== null ? [state.near] : [];
  if (common.length > 0) {
    const left = {
      ...column,
      alternatives: common.map((one) => ({ ...one, score: scoreIn(subject, one) })),
      beside: [...(subject?.beside ?? []), ...near],
    };
    return [addTest(taken.state, { kind: 'held', left, values: [choice], negated: state.not })];
  }
  const test: Test = {
    kind: 'held',
    left: { ...column, beside: near },
    values: [choice],
    negated: state.not,
  };
  const kept = state.subject === null ? state : settleSubject(state);
  const states = [addTest(kept, test)];
  if (subject !== null && !subject.alternatives.every(({ what }) => isNumeric(what.column.type))) {
    states.push(
      penalty(
        addTest(taken.state, {
          kind: 'compare',
          left: subject,
          op: state.not ? 'ne' : 'eq',
          right: { kind: 'text', value: column.words },
        }),
        0.6,
      ),
    );
  }
  return states;
}

function scoreIn(subject: ColumnMention | null, one: Named<Field>): number {
  return subject?.alternatives.find((other) => other.what === one.what)?.score ?? one.score;
}

function takeText(
  state: State,
  text: string,
  quoted: boolean,
  index: SchemaIndex | null,
): readonly State[] {
  const taken = takeSubject(state);
  const shown = state.form.shows.findLast((show) => show.kind === 'column');
  const subject =
    taken.subject?.kind === 'column'
      ? taken.subject
      : state.like !== null && shown?.kind === 'column'
        ? shown
        : null;
  if (state.like !== null) {
    const left = subject ?? labelMention(state, index);
    if (left === null) return [];
    const pattern =
      state.like === 'start' ? `${text}%` : state.like === 'end' ? `%${text}` : `%${text}%`;
    return [addTest(taken.state, { kind: 'like', left, pattern, negated: state.not })];
  }
  const left = subject ?? labelMention(state, index);
  if (left === null) return [];
  const op = state.not ? 'ne' : (state.compare ?? 'eq');
  const added = addTest(taken.state, {
    kind: 'compare',
    left,
    op,
    right: { kind: 'text', value: text },
  });
  return [penalty(added, subject === null ? 0.5 : quoted ? 0 : 0.1)];
}

/** What names the rows of the table named last, or of any. */
function labelMention(state: State, index: SchemaIndex | null): ColumnMention | null {
  const tables =
    (state.near ?? state.form.entity)?.alternatives ??
    index?.schema.tables.map((what) => ({ what, score: 0.5 })) ??
    [];
  const alternatives = tables.flatMap(({ what, score }): Named<Field>[] => {
    const [column] = labelColumns(what);
    return column === undefined ? [] : [{ what: { table: what, column }, score }];
  });
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: '', at: state.at, beside: [] };
}

function takeNumber(
  state: State,
  { value, text, counts = false }: Extract<Item, { kind: 'number' }>,
  index: SchemaIndex,
): readonly State[] {
  const right: Operand = { kind: 'number', value, text };
  if (state.top || (state.superlative !== null && state.compare === null)) {
    return [withForm(state, { limit: value }, {})];
  }
  const taken = takeSubject(state);
  const before = state.form.tests.at(-1);
  const again =
    ((state.or && state.compare !== null) || state.both) &&
    taken.subject === null &&
    (before?.kind === 'compare' || before?.kind === 'between')
      ? before.left
      : null;
  const subject = taken.subject ?? again;
  const rest = taken.state;
  if (
    subject !== null &&
    (state.compare !== null || state.mode === 'where' || state.last === 'column')
  ) {
    const tested = addTest(rest, {
      kind: 'compare',
      left: subject,
      op: negate(state.compare ?? 'eq', state.not),
      right,
    });
    // "advisors advising more than 2 students": the number is of students.
    return counts && state.compare !== null
      ? [penalty(tested, 0.5), penalty({ ...settleSubject(state), number: value }, -0.5)]
      : [tested];
  }
  const states: State[] = [];
  const years = value >= 1500 && value <= 2100 ? yearMention(state, index) : null;
  if (years !== null) {
    states.push(
      penalty(
        addTest(state, {
          kind: 'compare',
          left: years,
          op: negate(state.compare ?? 'eq', state.not),
          right,
        }),
        0.1,
      ),
    );
  }
  if (state.compare !== null && value <= 120) {
    const [aged] = attributeMention([{ words: 'age' }], state, index);
    if (aged !== undefined)
      states.push(
        penalty(
          addTest(state, {
            kind: 'compare',
            left: aged.mention,
            op: negate(state.compare, state.not),
            right,
          }),
          0.3,
        ),
      );
  }
  if (state.compare !== null) states.push({ ...state, number: value });
  else states.push(penalty({ ...state, number: value }, years === null ? 0 : 0.5));
  return states;
}

function takeDate(state: State, value: string, index: SchemaIndex): readonly State[] {
  const { subject, state: rest } = takeSubject(state);
  const left = subject ?? momentMention(state, index);
  if (left?.kind !== 'column') return [];
  return [
    addTest(rest, {
      kind: 'compare',
      left,
      op: negate(state.compare ?? 'eq', state.not),
      right: { kind: 'text', value },
    }),
  ];
}

function momentMention(state: State, index: SchemaIndex): ColumnMention | null {
  const alternatives = index.fields
    .filter(
      ({ column }) =>
        ['date', 'timestamp', 'timestamptz'].includes(column.type.kind) ||
        /(?:^|_)(?:date|time)(?:$|_)|date$/iu.test(column.name),
    )
    .map((what): Named<Field> => ({ what, score: 0.8 }));
  const near = state.near === null ? [] : [state.near];
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: 'date', at: state.at, beside: near };
}

function yearMention(state: State, index: SchemaIndex): ColumnMention | null {
  const named = index.fieldsNamed(['year']);
  const dated = index.fields
    .filter(
      ({ column }) =>
        ['date', 'timestamp', 'timestamptz'].includes(column.type.kind) ||
        /(?:^|_)(?:date|year)(?:$|_)|date$/iu.test(column.name),
    )
    .map((what): Named<Field> => ({ what, score: 0.7 }));
  const alternatives = [
    ...named,
    ...dated.filter((one) => !named.some((other) => other.what === one.what)),
  ];
  const near = state.near === null ? [] : [state.near];
  return alternatives.length === 0
    ? null
    : { kind: 'column', alternatives, words: 'year', at: state.at, beside: near };
}

function takeRange(state: State, low: number, high: number, index: SchemaIndex): readonly State[] {
  const { subject, state: rest } = takeSubject(state);
  if (subject !== null) return [addTest(rest, { kind: 'between', left: subject, low, high })];
  const years = low >= 1500 && high <= 2100 ? yearMention(state, index) : null;
  if (years !== null) return [addTest(state, { kind: 'between', left: years, low, high })];
  return [{ ...state, number: { low, high }, compare: state.compare ?? 'ge' }];
}

function attributeMention(
  attributes: readonly Attribute[],
  state: State,
  index: SchemaIndex,
): readonly { readonly mention: ColumnMention; readonly against: boolean }[] {
  return attributes.flatMap(({ words, against = false }, rank) => {
    const alternatives = index.fieldsNamed(words.split(' ')).filter(({ score }) => score >= 0.7);
    if (alternatives.length === 0) return [];
    const scored = alternatives.map((one) => ({ ...one, score: one.score - 0.08 * rank }));
    return [
      {
        mention: {
          kind: 'column',
          alternatives: scored,
          words,
          at: state.at,
          beside: [],
        } as ColumnMention,
        against,
      },
    ];
  });
}

function takeCue(state: State, cue: Cue, index: SchemaIndex): readonly State[] {
  const { form } = state;
  switch (cue.kind) {
    case 'show': {
      const isStart = state.last === 'start' || state.mode === 'group' || state.and;
      const settled = settleSubject(state);
      return [penalty({ ...settled, mode: 'show', inside: null }, isStart ? 0 : 0.5)];
    }
    case 'aggregate': {
      const held = state.aggregate;
      if (held !== null && held.fn !== 'count' && cue.fn === 'count') return [state];
      if (
        state.compare !== null &&
        state.subject?.kind === 'column' &&
        cue.fn !== 'count' &&
        cue.fn !== 'sum'
      ) {
        const right: Operand = { kind: 'aggregate', fn: cue.fn, of: null };
        const compared = addTest(state, {
          kind: 'compare',
          left: state.subject,
          op: negate(state.compare, state.not),
          right,
        });
        return [
          penalty(compared, 0.05),
          { ...state, aggregate: { fn: cue.fn, distinct: false, also: [] } },
        ];
      }
      const also =
        held === null || held.fn === 'count' || cue.fn === 'count' ? [] : [...held.also, held.fn];
      const aggregate = { fn: cue.fn, distinct: false, also };
      if (state.mode === 'where' && state.and && state.compare === null) {
        return [
          { ...settleSubject(state), aggregate, mode: 'show', inside: null },
          penalty({ ...state, aggregate }, 0.1),
        ];
      }
      if (state.mode === 'group' && form.groups.length > 0)
        return [{ ...state, aggregate, mode: 'show' }];
      return [{ ...state, aggregate }];
    }
    case 'superlative': {
      const superlative = { direction: cue.direction, count: cue.count ?? false };
      const limit = typeof state.number === 'number' ? state.number : form.limit;
      const cleared = withForm(state, { limit }, { number: null });
      if (cue.of === undefined) return [{ ...cleared, superlative }];
      return attributeMention(cue.of, state, index).map(({ mention, against }, rank) => {
        const direction = against ? opposite(cue.direction) : cue.direction;
        return penalty(
          withForm(cleared, { order: [{ by: mention, direction }], limit: limit ?? 1 }),
          0.1 * rank,
        );
      });
    }
    case 'compare': {
      if (cue.of === undefined) return [{ ...state, compare: cue.op }];
      return attributeMention(cue.of, state, index).map(({ mention, against }, rank) => {
        const op = against
          ? ({ gt: 'lt', lt: 'gt', ge: 'le', le: 'ge', eq: 'eq', ne: 'ne' } as const)[cue.op]
          : cue.op;
        return penalty({ ...state, subject: mention, compare: op }, 0.1 * rank);
      });
    }
    case 'not':
      return [
        {
          ...state,
          not: true,
          mode:
            state.mode === 'show' && (form.shows.length > 0 || form.entity !== null)
              ? 'where'
              : state.mode,
        },
      ];
    case 'and': {
      // "For each city, …": what follows is shown.
      const mode =
        state.mode === 'group' && form.shows.length === 0 && form.groups.length > 0
          ? 'show'
          : state.mode;
      return [{ ...state, and: true, mode }];
    }
    case 'also':
      return [{ ...settleSubject(state), mode: 'show', and: true, inside: null }];
    case 'or':
      return [{ ...state, or: true }];
    case 'each':
      return [{ ...settleSubject(state), mode: 'group', inside: null }];
    case 'by': {
      if (state.superlative !== null) {
        return [
          {
            ...state,
            mode: 'order',
            direction: state.superlative.direction,
            superlative: null,
            top: false,
          },
        ];
      }
      if (state.mode === 'order') return [state];
      const measured = form.shows.some((show) => show.kind === 'measure');
      return measured
        ? [{ ...state, mode: 'group' }]
        : [penalty({ ...state, preposition: true }, 0.1)];
    }
    case 'everything':
      return [withForm(state, { all: true })];
    case 'asked': {
      const found = attributeMention(cue.of, state, index);
      if (state.last !== 'start') return [];
      return found.map(({ mention }, rank) =>
        penalty(withForm(state, { shows: [mention] }), 0.1 + 0.1 * rank),
      );
    }
    case 'sort':
      if (state.last === 'start') return [state];
      return [{ ...settleSubject(state), mode: 'order', inside: null }];
    case 'direction': {
      const direction = cue.direction;
      if (form.order.length === 0) return [{ ...settleSubject(state), direction, mode: 'order' }];
      return [
        withForm(
          state,
          { order: form.order.map((one) => ({ ...one, direction })) },
          { direction: null },
        ),
      ];
    }
    case 'alphabetical':
      return [{ ...settleSubject(state), mode: 'order', direction: 'asc' }];
    case 'relative': {
      const settled = state.and ? state : settleSubject(state);
      return [
        {
          ...settled,
          mode: 'where',
          has: true,
          inside: state.and || state.or ? state.inside : null,
        },
      ];
    }
    case 'of':
      return [{ ...state, preposition: true }];
    case 'distinct':
      if (state.aggregate?.fn === 'count')
        return [{ ...state, aggregate: { fn: 'count', distinct: true, also: [] } }];
      return [{ ...state, distinct: true }];
    case 'both':
      return [{ ...state, both: true }];
    case 'butNot':
      return [{ ...settleSubject(state), mode: 'where', not: true, has: true, inside: null }];
    case 'like':
      return [{ ...state, like: cue.where, mode: 'where' }];
    case 'missing': {
      const { subject, state: rest } = takeSubject(state);
      if (subject?.kind !== 'column') return [];
      return [addTest(rest, { kind: 'null', left: subject, negated: state.not })];
    }
    case 'top':
      return [{ ...state, top: true, superlative: { direction: 'desc', count: false } }];
    case 'common':
      return [
        state.superlative === null
          ? state
          : { ...state, superlative: { ...state.superlative, count: true } },
      ];
    case 'between':
    case 'than':
      return [state];
  }
}

function opposite(direction: 'asc' | 'desc'): 'asc' | 'desc' {
  return direction === 'asc' ? 'desc' : 'asc';
}
