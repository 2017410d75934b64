import { describe, expect, it } from 'vitest';
import { revise, schemasOf, usersSpec, withSteps } from './revise.test-data.ts';

/** Active users, their e-mail hashed, some columns, failures told to ops. */
const active = {
  ...withSteps(
    { id: 'users_filter', op: 'filter', where: "status = 'active'" },
    { id: 'users_mask', op: 'mask', columns: [{ name: 'email', method: 'hash' }] },
    {
      id: 'users_select',
      op: 'select',
      columns: ['id', 'email', 'full_name', 'country_code', 'is_test', 'status', 'created_at'],
    },
  ),
  notifications: [{ on: 'failure', channel: 'email', to: 'ops@x.example' }],
};

/** Changes but those of the description, which follows the rest. */
const textsOf = (instruction: string, changes: Readonly<Record<string, unknown>> = active) => {
  const outcome = revise(instruction, changes);
  expect(outcome.clarification).toEqual([]);
  return outcome.changes.filter((one) => one.path !== 'description').map((one) => one.text);
};

describe('an instruction', () => {
  it('drops rows, and moves the hour and the zone', () => {
    const outcome = revise('also drop test users and run at 3am Berlin time');
    expect(outcome).toMatchObject({
      status: 'ready',
      spec: {
        description: 'PostgreSQL to ClickHouse sync of public.users where is_test <> TRUE',
        steps: [{ op: 'filter', inputs: ['source_users'], where: 'is_test <> TRUE' }],
        targets: [{ input: 'users_filter' }],
        schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin', catchup: 'latest' },
      },
    });
    expect(outcome.changes.map((one) => one.path)).toEqual([
      'description',
      'steps.users_filter',
      'targets.users.input',
      'schedule.cron',
      'schedule.timezone',
    ]);
  });

  it.each<readonly [string, readonly string[]]>([
    [
      'remove the filter on status',
      [
        "Removes step users_filter: keeps rows where status = 'active'.",
        'Step users_mask now reads source_users (was users_filter).',
      ],
    ],
    [
      'убери фильтр по статусу',
      [
        "Removes step users_filter: keeps rows where status = 'active'.",
        'Step users_mask now reads source_users (was users_filter).',
      ],
    ],
    [
      'change the status filter to blocked',
      [`Step users_filter: where is now "status = 'blocked'" (was "status = 'active'").`],
    ],
    [
      "only users with status = 'blocked' instead of active",
      [`Step users_filter: where is now "status = 'blocked'" (was "status = 'active'").`],
    ],
    [
      'no longer mask the email',
      [
        'Removes step users_mask: masks email.',
        'Step users_select now reads users_filter (was users_mask).',
      ],
    ],
    [
      'больше не маскируй email',
      [
        'Removes step users_mask: masks email.',
        'Step users_select now reads users_filter (was users_mask).',
      ],
    ],
    [
      'drop the column country_code',
      [
        'Step users_select: columns is now ["id","email","full_name","is_test","status","created_at"] (was ["id","email","full_name","country_code","is_test","status","created_at"]).',
      ],
    ],
    [
      'call it nightly_users, retry 5 times',
      ['Name is now "nightly_users" (was "users_sync").', 'Policy: retries is now 5 (was 3).'],
    ],
    ['stop notifying ops@x.example', ['No longer tells ops@x.example by email on failure.']],
    [
      'send failures to boss@x.example instead of ops@x.example',
      [
        'No longer tells ops@x.example by email on failure.',
        'Now tells boss@x.example by email on failure.',
      ],
    ],
    ['slack #data on success', ['Now tells #data by slack on success.']],
    [
      'upsert by email instead of replacing',
      [
        'Target users: write: mode is now "merge" (was "replace").',
        'Target users: write: keys is now ["email"] (was []).',
        'Target users: layout: order_by is now ["email"] (was []).',
      ],
    ],
    ['switch to append', ['Target users: write: mode is now "append" (was "replace").']],
    [
      'write to table analytics.users_v2',
      [
        'Target users: object: schema is now "analytics" (was "warehouse").',
        'Target users: object: name is now "users_v2" (was "users").',
      ],
    ],
    ['write to users_clean', ['Target users: object: name is now "users_clean" (was "users").']],
    ['add a check that id is not null', ['Adds check id_not_null.']],
    ['in Moscow time', ['Schedule: timezone is now "Europe/Moscow" (was "UTC").']],
    ["don't run on Sundays", ['Schedule: cron is now "0 2 * * 1,2,3,4,5,6" (was "0 2 * * *").']],
    [
      'не запускай по воскресеньям',
      ['Schedule: cron is now "0 2 * * 1,2,3,4,5,6" (was "0 2 * * *").'],
    ],
    [
      'запускай каждый понедельник в 6 утра',
      ['Schedule: cron is now "0 6 * * 1" (was "0 2 * * *").'],
    ],
    [
      'stop running it automatically',
      [
        'Schedule is no longer given (was {"catchup":"latest","cron":"0 2 * * *","timezone":"UTC"}).',
      ],
    ],
  ])('%s', (instruction, expected) => {
    expect(textsOf(instruction)).toEqual(expected);
  });

  it('keeps what its words leave open: days when only an hour is named, the hour when only days are', () => {
    const weekly = { schedule: { cron: '30 2 * * 1', timezone: 'Europe/Paris' } };
    const hour = revise('run at 5am', weekly);
    expect(hour.spec.schedule).toMatchObject({ cron: '0 5 * * 1', timezone: 'Europe/Paris' });
    expect(hour.assumptions).toMatchObject([
      { path: 'schedule.cron', value: '0 5 * * 1', alternatives: ['0 5 * * *'] },
    ]);
    expect(revise('run on weekdays', weekly).spec.schedule?.cron).toBe('30 2 * * 1-5');
    expect(revise('run daily at 5am', weekly).spec.schedule?.cron).toBe('0 5 * * *');
  });

  it('drops users in Russian as in English', () => {
    const { spec, status } = revise('убери тестовых пользователей', active);
    expect(status).toBe('ready');
    expect(spec.steps).toMatchObject([
      { id: 'users_filter_2', where: 'is_test <> TRUE' },
      { id: 'users_filter', inputs: ['users_filter_2'] },
      { op: 'mask' },
      { op: 'select' },
    ]);
  });

  it('puts a filter before what shapes columns, and a mask behind all that reads the values', () => {
    const renamed = withSteps({
      id: 'users_rename',
      op: 'rename',
      columns: [{ from: 'country_code', to: 'country' }],
    });
    const { spec } = revise('skip users from Germany and hash the full_name', renamed);
    expect(spec.steps.map(({ id, inputs }) => [id, ...inputs])).toEqual([
      ['users_filter', 'source_users'],
      ['users_rename', 'users_filter'],
      ['users_mask', 'users_rename'],
    ]);
    expect(spec.steps[0]).toMatchObject({ where: "country_code <> 'DE'" });
    expect(spec.targets[0]?.input).toBe('users_mask');
  });

  it('takes keys and the order along when their column is renamed', () => {
    const [target] = usersSpec().targets;
    const merged = {
      targets: [
        {
          ...target,
          write: { mode: 'merge', keys: ['email'] },
          layout: { order_by: ['email'] },
        },
      ],
    };
    const { spec, assumptions } = revise('rename email to mail', merged);
    expect(spec.targets[0]).toMatchObject({
      write: { mode: 'merge', keys: ['mail'] },
      layout: { order_by: ['mail'] },
    });
    expect(assumptions).toMatchObject([{ path: 'targets.users.write.keys', value: 'mail' }]);
  });

  it('has one limit, one order and one way a column is masked', () => {
    const limited = withSteps(
      { id: 'users_limit', op: 'limit', count: 100 },
      { id: 'users_mask', op: 'mask', columns: [{ name: 'email', method: 'hash' }] },
    );
    const { spec } = revise('limit to 500 rows and redact the email', limited);
    expect(spec.steps.map((step) => step.op)).toEqual(['limit', 'mask']);
    expect(spec.steps[0]).toMatchObject({ count: 500 });
    expect(spec.steps[1]).toMatchObject({ columns: [{ name: 'email', method: 'redact' }] });
  });

  it('brings columns back, and writes beside the target that is there', () => {
    const { spec } = revise('bring back the column phone and also write to Archive', active);
    expect(spec.steps.at(-1)).toMatchObject({
      op: 'select',
      columns: expect.arrayContaining(['phone']),
    });
    expect(spec.targets).toMatchObject([
      { id: 'users', connection: 'conn_ch' },
      { id: 'users_2', connection: 'conn_dwh', input: 'users_select' },
    ]);
  });

  it('forgets the assumptions that it settles, and keeps the others', () => {
    const assumed = {
      assumptions: [
        { path: 'schedule.timezone', value: 'UTC', because: 'no time zone is named' },
        { path: 'targets.*.write.mode', value: 'replace', because: 'not said' },
      ],
    };
    const paths = (instruction: string) =>
      revise(instruction, assumed).spec.assumptions.map((one) => one.path);
    expect(paths('in Berlin time')).toEqual(['targets.*.write.mode']);
    expect(paths('append')).toEqual(['schedule.timezone']);
  });

  it('changes nothing, and says so, when it is so already', () => {
    const { changes, diagnostics, status } = revise("only users with status = 'active'", active);
    expect({ changes, status }).toEqual({ changes: [], status: 'ready' });
    expect(diagnostics).toMatchObject([
      { code: 'ASSUMED', message: expect.stringContaining('already') },
    ]);
    expect(revise('mask phone', active).diagnostics).toMatchObject([
      { message: expect.stringContaining('left out already') },
    ]);
  });
});

describe('what is unclear is asked, and stays as it was', () => {
  it.each<readonly [string, string, RegExp]>([
    ['make it purple', 'operations', /"make it purple"/],
    ['only blocked users', 'change_1_filter_together', /none would be left/],
    ['only users from Berlin', 'change_1_filter_berlin', /What does "Berlin" mean/],
    ['no longer drop test users', 'change_1_filter', /no filter fits/],
    ['remove the limit', 'change_1_limit', /has no limit/],
    ['join with payments on user_id', 'change_1_join', /Which table is users joined with/],
    ['run every 7 minutes', 'change_1_schedule', /does not divide an hour/],
    ['run at 3am Foo time', 'change_1_timezone', /no time zone/],
    ['notify me on failure', 'change_1_notifications', /who should be told/],
    ['merge by serial_number', 'change_1_keys', /no column "serial_number"/],
  ])('%s', (instruction, id, question) => {
    const outcome = revise(instruction, active);
    if (outcome.clarification.length === 0) throw new Error(JSON.stringify(outcome.changes));
    expect(outcome.status).toBe('needs_clarification');
    expect(outcome.clarification).toMatchObject([
      { id, question: expect.stringMatching(question) },
    ]);
    expect(outcome.spec.steps).toEqual(usersSpec(active).steps);
  });

  it('and is done as it is answered', () => {
    const answered = (instruction: string, answers: Record<string, string>) =>
      revise(instruction, active, { answers });
    const either = answered('only blocked users', { change_1_filter_together: 'either' });
    expect(either.spec.steps[0]).toMatchObject({
      where: "status = 'active' OR status = 'blocked'",
    });
    const replaced = answered('only blocked users', { change_1_filter_together: 'replace' });
    expect(replaced.spec.steps[0]).toMatchObject({ where: "status = 'blocked'" });
    const column = answered('only users from Berlin', { change_1_filter_berlin: 'segment' });
    expect(column.spec.steps[0]).toMatchObject({ where: "segment = 'Berlin'" });
    const left = answered('make it purple', { operations: 'nothing' });
    expect(left).toMatchObject({ status: 'ready', changes: [] });
    const wrong = answered('run daily at 5', { no_such: 'x' });
    expect(wrong.rejected).toMatchObject([{ field: 'answers.no_such' }]);
  });

  it('asks which of two filters is meant, and takes away the one that is answered', () => {
    const two = withSteps({
      id: 'users_filter',
      op: 'filter',
      where: "status = 'active' and segment = 'vip'",
    });
    const asked = revise('remove the filter', two);
    expect(asked.clarification[0]?.choices.map((one) => one.value)).toEqual([
      "status = 'active'",
      "segment = 'vip'",
      'nothing',
    ]);
    const answers = { change_1_filter: "segment = 'vip'" };
    const { spec } = revise('remove the filter', two, { answers });
    expect(spec.steps).toMatchObject([{ where: "status = 'active'" }]);
  });

  it.each([
    ["status = 'active' or segment = 'vip'", "segment = 'vip'"],
    ["not (status = 'active' and segment = 'vip')", "NOT segment = 'vip'"],
    ["email = 'x' and (status = 'active' or segment = 'vip')", "email = 'x' AND segment = 'vip'"],
  ])('asks what goes of a condition that says more: %s', (where, rest) => {
    const joined = withSteps({ id: 'users_filter', op: 'filter', where });
    const instruction = 'remove the filter on status';
    const asked = revise(instruction, joined);
    expect(asked.status).toBe('needs_clarification');
    expect(asked.clarification).toMatchObject([{ id: 'change_1_filter_rest' }]);
    expect(asked.spec.steps).toEqual(joined.steps);
    const answered = (value: string) =>
      revise(instruction, joined, { answers: { change_1_filter_rest: value } });
    expect(answered('part').spec.steps).toMatchObject([{ where: rest }]);
    const whole = where.startsWith('email') ? [{ where: "email = 'x'" }] : [];
    expect(answered('whole').spec.steps).toMatchObject(whole);
    expect(answered('nothing').spec.steps).toEqual(joined.steps);
  });

  it('takes a condition of one column away without asking', () => {
    const where = "status = 'active' or status = 'new'";
    const { spec, clarification } = revise(
      'remove the filter on status',
      withSteps({ id: 'users_filter', op: 'filter', where }),
    );
    expect([clarification, spec.steps]).toEqual([[], []]);
  });

  it('tells of single words that did nothing', () => {
    expect(revise('run daily at 5am flurbing', active).diagnostics).toMatchObject([
      { code: 'WORDS_NOT_UNDERSTOOD', message: expect.stringContaining('flurbing') },
    ]);
  });

  it('refuses an empty and an endless instruction', () => {
    expect(() => revise('  ')).toThrow('instruction cannot be used');
    expect(() => revise('a'.repeat(5001))).toThrow('instruction cannot be used');
  });

  it('never throws otherwise, and never makes a spec whose steps cannot be resolved', () => {
    const pieces = [
      'drop',
      'users',
      'and',
      ',',
      'run',
      'instead of',
      'remove the filter',
      'email',
      'to',
      'at 3',
      'не',
      'больше',
      "don't",
      '"',
      'select 1',
      '7',
      'change',
      'only',
    ];
    for (let seed = 1; seed < 200; seed += 1) {
      let state = seed;
      const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
      const words = Array.from({ length: 2 + (seed % 9) }, () => pieces[next() % pieces.length]);
      const { spec } = revise(words.join(' '), active);
      expect(schemasOf(spec).get(spec.targets[0]?.input ?? '')).toBeDefined();
    }
  });
});

describe('a pipeline of several tables', () => {
  const source = (name: string) => ({
    id: `source_${name}`,
    connection: 'conn_pg',
    object: { schema: 'public', name },
  });
  const target = (name: string) => ({
    id: name,
    input: `source_${name}`,
    connection: 'conn_ch',
    object: { name },
    write: { mode: 'replace' },
  });
  const both = {
    sources: [source('users'), source('orders')],
    targets: [target('users'), target('orders')],
  };

  it('is changed where the table has the column, which is told', () => {
    const { spec, assumptions } = revise('hash the phone', both);
    expect(spec.steps).toMatchObject([{ id: 'users_mask', inputs: ['source_users'] }]);
    expect(assumptions).toMatchObject([{ value: expect.stringContaining('applies to users') }]);
  });

  it('is changed where the table is named, else everywhere', () => {
    const { spec } = revise('exclude cancelled orders', both);
    expect(spec.steps.map((step) => step.id)).toEqual(['orders_filter']);
    expect(revise('append', both).spec.targets.map((one) => one.write.mode)).toEqual([
      'append',
      'append',
    ]);
  });
});
