import { isMark } from '../../text/token.ts';
import { free, is, isMarkAt, type Reading } from '../reading.ts';

const links =
  /^(?:is|are|be|to|get|gets|should|must|can|may|will|has|have|been|being|shall|not|also|all|always|they|which|we|do|don't|need|нужно|надо|мы|такие|те|их|все)$/u;
const excluded =
  /^(?:skip|skipped|skipping|drop|dropped|ignore|ignored|exclude|excluded|left out|leave out|omit|omitted|remove|removed|discard|discarded|filtered out|filtered|out|stay out|behind|left behind|stay behind|thrown away|thrown out|throw away|throw out|must go|go away|goes away|fall away|vanish|disappear|should go|can go|out of scope|of no interest|kept out|sorted out|cut|fall out|drop out|not loaded|not copied|rejected|unwanted|irrelevant|пропускай|пропусти|пропускать|игнорируй|игнорировать|исключи|исключай|исключить|отбрасывай|отбрось|отбрасывать|выкидывай|выкинь|убирай|убери)$/u;
/** "…, not to be loaded", "… не бери": the verb of the load, denied. */
const denied =
  /^(?:load|loaded|copy|copied|take|taken|want|wanted|needed|need|include|included|move|moved|бери|брать|загружай|загружать|копируй|переноси|переносить|выгружай|выгружать|нужны|нужно|интересны|включай)$/u;
const negators = /^(?:not|no|don't|never|не|нет)$/u;
const reach = 6;

/** Where the words end that shut out the rows just described: "… are to be skipped", "… не бери"; null: they stay. */
export function trailingExclusionEnd(reading: Reading, from: number): number | null {
  let isDenied = false;
  const behind = hintEnd(reading, from);
  const start = isMarkAt(reading, behind, ')', ',') ? behind + 1 : behind;
  for (let at = start; at < start + reach; at += 1) {
    const token = free(reading, at);
    if (token === undefined || token.quoted || token.kind !== 'word') return null;
    const word = token.lower;
    if (excluded.test(word)) return opensList(reading, at + 1) ? null : at + 1;
    const two = `${word} ${free(reading, at + 1)?.lower ?? ''}`;
    if (excluded.test(two)) return opensList(reading, at + 2) ? null : at + 2;
    if (isDenied && denied.test(word)) return at + 1;
    if (negators.test(word)) isDenied = true;
    else if (!links.test(word)) return null;
  }
  return null;
}

/** Past a column in brackets that is read already: "… (column msisdn) excluded". */
function hintEnd(reading: Reading, at: number): number {
  if (!isMark(reading.tokens[at], '(') || reading.claimed[at] !== 1) return at;
  const close = [at + 2, at + 3, at + 4].find((place) => isMark(reading.tokens[place], ')'));
  return close === undefined ? at : close + 1;
}

/** "a > 1, drop b_id": the verb has an object of its own. */
function opensList(reading: Reading, at: number): boolean {
  return free(reading, at)?.kind === 'name' || is(reading, at, 'column_noun');
}
