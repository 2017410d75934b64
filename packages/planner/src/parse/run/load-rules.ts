import type { LoadIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

const only =
  '(only|just|solely|nothing but|pick up only|pick up|только|лишь|бери только|забирай только|загружай только|догружай только)?';
const fresh =
  '(new|newer|changed|modified|updated|added|inserted|new or changed|new and changed|new and updated|new or updated|fresh|recent|created|edited|changed or added|новые|новее|измененные|обновленные|добавленные|изменившиеся|новые и измененные|новые или измененные|свежие|новых|измененных|обновившиеся|появившиеся)';
const rows =
  '(rows|row|records|record|entries|lines|ones|data|changes|deltas|<thing:name>|строки|записи|строк|записей|данные|изменения|приращение)';
const lastRun =
  '(the|our|my|its)? (last|previous|prior|preceding|latest) (successful)? (run|time|load|sync|execution|one|import|pass|job|extract|copy)';
const since = `((since|after|than|from) (at|in|on|during)? ${lastRun})`;
/** "newer than" is one word of comparisons. */
const freshSince = `(${fresh} ${since}|(came in|come in|arrived|appeared|showed up) ${since}|newer than ${lastRun})`;
const sinceRussian =
  '((с|после|со времени) (прошлого|последнего|предыдущего) (запуска|раза|прогона|запуск|обновления))';
const lead =
  '(by|by the|using|using the|based on|based on the|according to|tracked by|track by|on|via|along|with|watermark|watermark on|cursor|with cursor|with watermark|judging by|judged by|keyed on|measured by|going by|as told by|as seen in|as shown by|as given by|as recorded in|as seen by|by means of|with the help of|found by|found via|по|по полю|по колонке|по столбцу|на основе|через|ориентируясь на|ориентируйся на|опираясь на|опирайся на|отталкивайся от|смотри|ориентир|курсор|смотри на|смотри по|отслеживай по) (the)? (column|field|watermark|cursor|marker)?';

/** "only rows newer by id", "compare using modified_on": how new rows are found, with the column. */
export const watermarkRules = compileRules<LoadIntent>([
  {
    patterns: [
      `${only} (the)? (${rows} )? (that are|that were|which are|which were|that have been|that|which|what is|what has been)? ${fresh} ${rows}? ${since}? (,)? ${lead} <column:col>`,
      `${only} (the)? ${rows} (that are|that were|which are|which were|that have been|that|which) ${fresh} ${since}? (,)? ${lead} <column:col>`,
      `${only} (the)? ${rows} (that are|that were|which are|which were|that have been|that|which)? ${fresh} ${since} (,)? ${lead} <column:col>`,
      `${only} (what is|whatever is|what was|what has been|whatever was) ${fresh} ${since}? (,)? ${lead} <column:col>`,
      `(incremental|incrementally|increment|increments|delta|deltas|in increments|as increments|incremental load|delta load|инкрементально|инкремент*|дельта|дельту|дельтами|приращением|приращения) (load|loads|loading|sync|updates|extraction|copy|run|загрузк*)? (,)? ${lead} <column:col>`,
      `(compare|comparing|track|tracking|detect|detecting|find|recognise|recognize|identify|spot|determine|отслеживай|отслеживать|определяй|сравнивай|сравнение|ищи|находи) (the)? (changes|deltas|new rows|what changed|what is new|changed rows|modifications|изменения|новые строки|новые|измененные строки|новое)? (with|using|by|via|through|on|by means of|against|from|по|через|с помощью) (the)? (column|field|полю|колонке|столбцу)? <column:col>`,
      `${only} (the)? ${rows}? (that|which)? (have|has|had|were|was|are)? (been)? ${freshSince} { (see|by|using|per|via|in|column|field|watermark)? (column|field)? <column:col> }`,
      `(the)? (changes|deltas|new rows|changed rows|increments|modifications) (by|via|using|according to|per) (the)? (column|field)? <column:col>`,
      `(the)? (changes|deltas|new rows|changed rows|modifications|new versions|versions|new records|new ones|изменения|новые строки) (are|get|to be)? (detected|found|tracked|recognised|recognized|identified|spotted|determined|picked up|taken|selected|seen|picked|определяются|определяй|отслеживаются|ищутся|находятся|видны) (with|using|by|via|through|on|from|по|через) (the)? (column|field|полю|колонке|столбцу)? <column:col>`,
      `(incremental|incrementally|delta|deltas|инкремент|дельта) (load|column|field|key|on|over|:|=|колонка|поле|—|-)? (:|=)? <marker:col>`,
      `<marker:col> (for|as) (the)? (incremental|delta|incremental loading|incremental load|delta load)`,
      `(watermark|high-water mark|high water mark|high-watermark|cursor|bookmark|водяной знак|курсор|метка|вотермарк*|ватермарк*) (column|field|is|on|by|=|:|over|—|–|по|это|колонка)? (is|column|=|:|—|–)? <column:col>`,
      `(highest|largest|latest|last|greatest|maximum)? <column:col> (so far|seen so far|seen)? (is|serves as|acts as|works as) (the|a|our)? (watermark|cursor|marker|high-water mark|bookmark|checkpoint)`,
      `<column:col> (is|as|serves as|acts as|works as|будет|—|–|как|служит) (the|a)? (watermark|cursor|high-water mark|bookmark|водяной знак|курсор|вотермарк*|курсором)`,
      `${only} (the)? ${rows} (with|where|whose|having|с|где|у которых) (a|an|the)? <column:col> (is|are)? (newer|greater|higher|later|larger|bigger|above|beyond|past|more recent|больше|новее|позже|выше) (than|чем)? (the)? (last|previous|highest|one|value|at|time|in|max|maximum|latest|прошл*|последн*|предыдущ*|максимальн*|в прошлый|уже) (one|value|time|run|seen|loaded|load|known|already|of|the|so far|загружен*|запуск*|значени*|раз)? (run|load|one|value|loaded|so far|already|seen)?`,
      `${only} (at)? (the)? ${rows} (where|whose|with) (a|the|its)? <column:col> (that)? (has|have)? (moved|gone|advanced) (on|forward|ahead|up) ${since}?`,
      `(where|with) <column:col> (is|are)? (newer|greater|higher|later|larger|above|past) than (the)? (last|previous) (run|load|one|value|time|loaded value|seen value|known value|maximum)`,
      `(бери|забирай|загружай|догружай|тяни|выгружай)? (только)? (строки|записи|данные|те|то)? (,)? (что|которые)? (новее|новые|изменились|измененные|изменившиеся|появились|обновились|добавились|свежее) ${sinceRussian}? (,)? (по|по полю|по колонке|по столбцу) <column:col>`,
      `(новые|измененные|новые и измененные|изменившиеся|обновленные|свежие) (строки|записи|данные|<thing:name>)? ${sinceRussian}? (,)? (по|по полю|по колонке|по столбцу|определяй по|отслеживай по|ищи по|находи по|смотри по) <column:col>`,
      `(записи|строки|данные|те) (,)? (которые|что)? (новее|позже|после) (последн*|предыдущ*) (загруженн*|прочитанн*|виденн*)? (записи|строки)? (по|по полю|по колонке|по столбцу) <column:col>`,
      `(rows)? (added|changed|modified|updated|created|inserted) ${since} ${lead} <column:col>`,
      `${since} ${lead} <column:col>`,
      `(с прошлого|с последнего|с предыдущего) (запуска|раза|прогона) (,)? (по|по полю|по колонке) <column:col>`,
      `(going by|go by|judge by|judging by|rely on|relying on|look at|looking at|ориентируйся|ориентируясь|опирайся|смотри|отталкивайся|определяй|отслеживай) (на|по|от)? (the)? (column|field|колонку|поле|полю|колонке)? <marker:col>`,
      `(newer|fresher|later|new ones|the new ones|new arrivals|what is new|whatever is new|newly added|newly arrived|newly created|newly inserted|recently added|recently changed|just added|lately changed) (rows|records|ones|data|entries)? (,)? ${lead} <column:col>`,
      `(continue|resume|carry on|start) (from|after) (the)? (last|highest|latest|maximum|max) <column:col>`,
      `(продолжай|начинай) (с) (последнего|максимального) <column:col>`,
    ],
    mean: (captures) => {
      // "incremental updated_at": without a word between them only what is written as a name.
      const marker = captures.text('marker');
      const column = captures.text('column') ?? (isWritten(marker) ? marker : null);
      if (column === null || (/^(?:id|cdc)?$/iu.test(column) && column.toLowerCase() !== 'id'))
        return null;
      return (evidence) => ({ mode: 'watermark', column, evidence });
    },
  },
]);

function isWritten(name: string | null): boolean {
  return name !== null && /_|\p{Ll}\p{Lu}/u.test(name) && !name.includes('.');
}

const read =
  '(loaded|processed|seen|read|imported|picked up|ingested|handled|consumed|taken|fetched|collected|touched|transferred|copied)';
const notRead = `(not|never|have not|has not|had not|was not|were not|are not|is not|haven't|hasn't|wasn't|weren't|aren't|isn't|didn't|did not|yet to be|still to be) (yet|ever|already|previously|so far)? (been|be)? (yet|previously)? ${read} (yet|before|so far|already|until now|earlier|in)?`;

/** "… that we have not loaded yet": of files, wherever these are named. */
export const unreadFileRules = compileRules<LoadIntent>([
  {
    patterns: [
      `(only|just)? (the)? (ones|those|files|file)? (that|which)? (we|it|you|they|i|nobody|the pipeline|the job)? ${notRead}`,
      `(only|just)? (the)? (new|unread|unseen|unprocessed|unloaded|fresh|newly arrived|newly landed|newly dropped) (ones|files|arrivals|drops|uploads)?`,
      `(whatever|what|everything|anything) (is|has|was) (new|newly arrived|arrived|been dropped|landed|been added) (there|since then|since last time|since the last run|since the previous run)?`,
      `(only|just)? (the)? (ones|those|files)? (that|which)? (have|has|were|was)? (arrived|appeared|landed|been added|added|dropped|uploaded|come in|came in) ${since}`,
      `(только|лишь)? (те|файлы)? (,)? (которые|что)? (мы)? (еще)? не (загружались|обрабатывались|загружены|прочитаны|обработаны|были загружены|читались|загружали|обрабатывали|загрузили|читали|брали)`,
      `(только)? (новые|необработанные|непрочитанные|незагруженные|свежие)`,
      `(только)? (появившиеся|поступившие|пришедшие|новые) ${sinceRussian}`,
    ],
    mean: () => (evidence) => ({ mode: 'new_files', column: null, evidence }),
  },
]);

/** Files nobody has read yet. */
export const newFileRules = compileRules<LoadIntent>([
  {
    patterns: [
      `${only} (the)? (files|objects|ones|csvs|documents) (that are|which are|that were|which were|that have|which have)? (new|newly arrived|newly added|unseen|unprocessed|not yet loaded|not loaded yet|not been loaded|not been loaded yet|not been read yet|not been processed|not been seen|not seen before|not read yet|just arrived|freshly arrived|new since last time|new since the last run|added since the last run|that arrived since the last run|arrived since the last run)`,
      `${only} (the)? (new|newly arrived|newly added|newly arriving|newly landed|newly delivered|freshly arrived|freshly landed|fresh|unseen|unprocessed|not yet loaded|unread|incoming|latest|recently added) (csv|json|parquet|xml|excel|csvs|avro)? (files|file|objects|csvs|ones|documents|uploads|drops|exports|reports|jsons|parquets|logs|log files)`,
      '(each|every|any) (new|newly arrived|incoming|fresh) (csv|json|parquet|xml|excel)? (file|object|csv|upload)',
      `(skip|skipping|ignore|ignoring|omit|omitting|leave out|leaving out|excluding|except|but not|without) (the|all|any|those)? (files|file|ones|objects|those|csvs) (that|which)? (are|were|have|has|we)? (been|have)? (already|previously)? (been)? ${read} (already|before|earlier)?`,
      '(пропускай|пропусти|пропуская|кроме|без|исключая|исключи) (уже)? (загруженн*|обработанн*|прочитанн*) (файл*)?',
      "(files|file|csvs|those|everything|anything|whatever|what) (that|which)? (it|we|you|is|was|has|have|had)? (has|have|had|is|was|were)? (not|never|n't|haven't|hasn't) (been|yet|ever)? (been)? (loaded|processed|seen|read|imported|picked up|ingested|handled) (yet|before|so far|already)?",
      '(whatever|what|everything|anything|all) (files)? (that)? (is|has|was|are)? (new|newly|arrived|appeared|landed|dropped|added) (there|in the folder|in the bucket|since the last run|since last time|in it)?',
      '(only)? (the)? unseen (ones|files|objects)?',
      '(только)? (новые|свежие|непрочитанные|необработанные|незагруженные|еще не загруженные|еще не обработанные|поступившие|появившиеся|пришедшие|вновь поступившие|ещё не прочитанные) (csv|json|parquet|xml|excel)? (файлы|файл|объекты|выгрузки)',
      '(только)? (файлы) (,)? (которые)? (еще)? (не) (загружались|обрабатывались|загружены|прочитаны|обработаны|были загружены|читались)',
      '(каждый|любой) (новый) (файл|csv|json|объект)',
      '(только)? те (,)? (что|которые) (еще)? не (загружались|обрабатывались|загружены|обработаны|читали)',
    ],
    mean: () => (evidence) => ({ mode: 'new_files', column: null, evidence }),
  },
]);

/** The whole of it each time. */
export const fullLoadRules = compileRules<LoadIntent>([
  {
    patterns: [
      '(full load|full copy|full snapshot|full extract|complete load|full dump|whole snapshot|full export)',
      '(полная загрузка|полной загрузкой|полная выгрузка|полный снимок|полностью каждый раз)',
    ],
    mean: () => (evidence) => ({ mode: 'full', column: null, evidence }),
  },
]);
