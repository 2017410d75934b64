import { claim } from '../../parse/reading.ts';
import type { Asked } from '../asked.ts';
import type { MeasureIR } from '../question-ir.ts';
import { claimMeasure, extremeAt, measureAt } from './read-measure.ts';
import { severalAt } from './several-measures.ts';

/** Reads and claims every measure but extremes: these may rank rows instead. */
export function readMeasures(asked: Asked): MeasureIR[] {
  const found: MeasureIR[] = [];
  for (let at = 0; at < asked.reading.tokens.length; at += 1) {
    const several = severalAt(asked, at);
    if (several !== null) {
      claim(asked.reading, at, several.end);
      found.push(...several.measures);
      continue;
    }
    const extreme = extremeAt(asked, at);
    if (extreme !== null) {
      // Read later: it may rank rows instead.
      at = extreme.end - 1;
      continue;
    }
    const read = measureAt(asked, at);
    if (read === null) continue;
    claimMeasure(asked, read);
    found.push(read.measure);
  }
  return found;
}
