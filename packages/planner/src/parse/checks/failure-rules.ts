import { compileRules } from '../pattern/rules.ts';

/** What happens to what breaks a rule, and where it goes. */
export interface FailureReading {
  readonly onFail: 'quarantine' | 'abort';
  /** A system named beside the place; null when only the thing is. */
  readonly system: string | null;
  readonly object: string | null;
}

const bad =
  '(bad|broken|invalid|faulty|wrong|failing|failed|rejected|offending|malformed|defective|dirty|erroneous|incorrect|violating|unclean|corrupt|nonconforming)';
const rows = '(rows|row|records|record|lines|line|ones|entries|data|messages|events|items|values)';
const rule =
  '(a|the|any|these|this|any of the|one of the|one of these|some)? (rule|rules|check|checks|validation|condition|conditions)';
const flaw =
  '(errors|an error|any error|problems|a problem|faults|a fault|violations|a violation|mistakes|defects|issues|flaws)';
const unfit =
  '(invalid|bad|broken|wrong|faulty|malformed|incorrect|off|not valid|not right|not correct|not ok|not okay|fails|fail|failing|failed|does not|do not|not)';
const whatever =
  '((anything|everything|whatever|all|what|any row|any record|any line|any message|any event|rows|records|lines|messages|events|those|ones) (that|which)?)';
const verdict =
  "((is|are|was|were|comes out|turns out|looks)? ${unfit}|(isn't|aren't|wasn't|weren't) (valid|right|correct|ok|okay|so|clean)?|(doesn't|does not|don't|do not|did not|didn't|fails to|fail to) (fit|match|pass|conform|comply|qualify|validate|meet it|meet them|meet that|meet this|pass it|pass this|pass that|pass them|hold|satisfy it|satisfy them|make it))".replace(
    '${unfit}',
    unfit,
  );
const things = `(${whatever} ${verdict}|${bad} ${rows}|${rows} (that|which)? (break|breaks|violate|violates|fail|fails|breaking|violating|failing|do not pass|does not pass|not passing) ${rule}|${rows} (with|that have|having|containing) ${flaw}|rejects|failures|rejections|violations|offenders|violators|bad ones|everything else|the rest|anything else|whatever fails|what fails|whatever does not pass|(what|whatever|anything|everything|all|those) (that|which)? (breaks|break|fails|fail|violates|violate|does not pass|do not pass|does not fit|does not meet|does not satisfy|offends|is wrong|is broken|is invalid|is bad) (a|the|any|these|one|this|one of the|some)? (rule|rules|check|checks|test|tests|condition|conditions|of them|of these)?|those that fail|rows that fail|rows which fail|records that fail|rows failing the checks|rows that do not pass|records that do not pass|rows breaking a rule|rows that break a rule|rows that break the rules|rows that violate a rule|rows violating the rules|the others|all others|others|errors|misfits|failed|rejected)`;
const goes =
  '(go|goes|land|lands|are written|are sent|end up|ends up|are put|should go|must go|are moved|get moved|get written|move|belong|are stored|are saved|are kept|are parked|are routed|shall go|should land|should be written|will go|is written|is sent|be sent|be written|(is|are|has|have|need|needs) to be (sent|written|moved|stored|saved|put|routed|kept|parked|diverted|redirected|collected)|(should|must|shall|will|can|is to|are to)? be (moved|stored|saved|put|routed|kept|parked|diverted|redirected|collected)|(are|is|get|gets) (diverted|redirected|routed|parked|collected|moved|put|stored|saved))';
const verb =
  '(park|put|send|write|move|route|divert|store|save|quarantine|set aside|isolate|keep|dump|push|shunt|drop|redirect|collect|stash|file)';
const into = '(to|into|in|onto|on|at|under|aside in|aside to|off to|over to|away in|away into)';
const container =
  '(the)? (table|topic|quarantine table|quarantine|dead letter topic|dead-letter topic|queue|file|folder|collection|path)? (called|named)?';
const where = `${into} ${container} (~system)? ${container} <object:name> (in ~system)?`;

const putRussian =
  '(складывай|складывать|клади|класть|пиши|писать|отправляй|отправлять|сохраняй|сохранять|помещай|переноси|отправь|положи|попадают|идут|уходят|уводи|выноси|откладывай)';
/** "строки с ошибками", "нарушения", "записи, нарушающие правила" */
const badRussian =
  '((все)? (строки|записи|данные|сообщения|документы) (с ошибками|с ошибкой|с нарушениями|с браком|с проблемами|(,)? нарушающ* (правил*|проверк*)? (,)?|(,)? не прошедш* (проверк*|правил*)? (,)?)|(все)? нарушения|(все)? нарушители|(весь)? брак)';

/** Where rows that break a rule go, or that the run stops. */
export const failureRules = compileRules<FailureReading>([
  {
    patterns: [
      `(all|any|the)? ${things} ${goes} ${where}`,
      `${verb} (all|any|the)? ${things} ${where}`,
      `(all|any|the)? ${things} (:|->|→|=>) (~system)? ${container} <object:name> (in ~system)?`,
      `(all|any|the)? ${things} ${where}`,
      `(quarantine|dead letter|dead-letter|reject|rejects|error|errors|bad rows) (table|topic|queue|file|collection)? (is|:|=|called|named|in|to) (the)? (~system)? ${container} <object:name>`,
      `(otherwise|if not|or else|else) (it|they|the row|the record|the rows|the line)? (go|goes|send|put|move|write|park|lands|land|store|save|divert|route) (it|them|the row|the rows|the record|the records|the message|the messages|the event|the line|such rows|that row)? ${where}`,
      `(otherwise|if not|or else|else) ${where}`,
      `quarantine (them|it|rows|the rest|failures|the failures|bad rows|bad records|violations|the bad ones)? ${where}`,
      `${badRussian} (—|–|-|:)? (${putRussian})? (в|на) (таблицу|таблице|топик|карантин|файл|отдельную таблицу|коллекцию)? (~system)? (таблицу|топик)? <object:name>`,
      `(${putRussian}) ${badRussian} (в|на) (таблицу|таблице|топик|карантин|файл|отдельную таблицу|коллекцию)? (~system)? (таблицу|топик)? <object:name>`,
      '(плох*|битые|ошибочн*|бракованн*|некорректн*|невалидн*|неверн*|остальн*|непрошедш*|забракованн*|отбракованн*|брак) (строки|записи|данные|сообщения)? (—|–|-|:)? (складывай|клади|пиши|отправляй|сохраняй|помещай|переноси|отправь|положи|в|попадают|идут|уходят|уводи|выноси|писать|складывать|отправлять) (в|на)? (таблицу|топик|карантин|файл|отдельную таблицу|коллекцию)? (~system)? (таблицу|топик)? <object:name>',
      '(все)? (,)? (что) не (прошло|прошли|проходит|соответствует|подходит) (проверку|проверки)? (,)? (—|–|-|:)? (складывай|клади|пиши|отправляй|сохраняй|помещай|переноси|отправь|положи|попадает|уходит|идет|в) (в|на)? (таблицу|топик|карантин)? (~system)? (таблицу|топик)? <object:name>',
      '(складывай|клади|пиши|отправляй|сохраняй|помещай|переноси|отправь|положи) (плох*|битые|ошибочн*|бракованн*|некорректн*|невалидн*|неверн*|остальн*|брак) (строки|записи|данные)? (в|на) (таблицу|топик|карантин|отдельную таблицу)? (~system)? (таблицу|топик)? <object:name>',
      '(карантин|в карантин) (—|–|:|в|это)? (таблица|таблицу|таблице|топик)? (~system)? <object:name>',
    ],
    mean: (captures) => () => ({
      onFail: 'quarantine',
      system: null,
      object: captures.text('object'),
    }),
  },
  {
    patterns: [
      "(otherwise|or|else|if not|if any check fails|if a check fails|if one fails|on violation|on failure|if a rule is broken|if a rule breaks|if it fails|if they fail|if violated|in case of violation|if this fails|if something is off|any violation|a violation|violations|when a rule breaks|when a check fails|if any of this fails|if any rule breaks|if any rule fails|if not so|when broken|if broken|if that is broken) (,)? (should|must|will|shall|to)? (the)? (whole)? (run|load|job|pipeline|everything|it|loading)? (must|should|has to|shall|is to|is|gets|to)? (be)? (break off|break it off|abort|aborts|aborted|stop|stops|stopped|cancel|cancelled|fail|fails|halt|halts|interrupt|terminate|terminated|break|do not load|load nothing|nothing is loaded|do not load anything|don't load anything|refuse|reject) (the)? (whole)? (run|load|job|pipeline|everything|loading|it)?",
      '(abort|stop|cancel|halt|fail|break off|interrupt|terminate) (the)? (whole)? (run|load|job|pipeline|everything|loading|it)? (if|when|on|in case|unless|as soon as|otherwise) (any|one|a|the|of|this|it|either|even)? (of)? (a|them|these|the|one)? (check|checks|rule|rules|violation|violations|it|they|one|condition|test|that|this|row)? (fails|fail|is broken|breaks|is violated|violates|does not hold|is not met|are not met|broken|not|pass|otherwise)?',
      '(the)? (run|load|job|pipeline) (must|should|has to|is to|shall) (abort|stop|fail|be aborted|be stopped|halt|break off) (if|when|on|otherwise)? ..3 (fails|fail|broken|breaks|violated|hold|violation)?',
      '(иначе|в противном случае|если нет|при нарушении|если нарушено|при ошибке проверки|если проверка не прошла|если проверка не пройдена|если хоть одна проверка не прошла) (,|—|–|-)? (то)? (вся|весь|всю)? (загрузку|загрузка|запуск|процесс|пайплайн|работу)? (должн*)? (прерви|прервать|прерывай|останови|остановить|остановись|отмени|отменить|прерывается|остановиться|стоп|не загружай|ничего не загружай|падай|упади|прерваться|падать|прекрати)  (загрузку|запуск|процесс|пайплайн|все|работу)?',
      '(прерви|прервать|прерывай|останови|останавливай|остановить|отмени|отменяй) (всю)? (загрузку|запуск|процесс|пайплайн)? (,)? (если|при|когда) (хоть|хотя бы)? (одна|одно|нарушении|нарушениях|ошибке|провале|проверка|проверки|правило|что-то|какая-то)? (проверка|проверки|правило|не так|правил|проверок)? (не)? (прошла|пройдена|нарушено|проходит|выполнено|проходят|прошли)?',
    ],
    mean: () => () => ({ onFail: 'abort', system: null, object: null }),
  },
  {
    patterns: [
      `(quarantine|set aside|isolate) (the|all|any)? (${things}|rows|them|those)?`,
      '(в карантин|карантин)',
    ],
    mean: () => () => ({ onFail: 'quarantine', system: null, object: null }),
  },
]);
