/** The two ends of a way. */
export type Side = 'origin' | 'goal';

const sides: Readonly<Record<Side, ReadonlySet<string>>> = {
  origin: new Set(
    'origin source from departure start sender sending pickup src begin home seller payer'.split(
      ' ',
    ),
  ),
  goal: new Set(
    'destination target to arrival end receiver recipient receiving dropoff delivery away buyer payee return'.split(
      ' ',
    ),
  ),
};

/** Whether the words of a name say one end of a way. */
export function isOfSide(parts: readonly string[], side: Side): boolean {
  return parts.some((part) => sides[side].has(part));
}
