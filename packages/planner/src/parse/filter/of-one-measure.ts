/** "heavier than 15 kg": the word says what is compared, whatever column is named beside it. */
export const ofOneMeasure =
  /(?:^|\s)(?:heavier|lighter|longer|shorter|taller|wider|deeper|faster|slower|warmer|hotter|colder|louder|older|younger|тяжелее|легче|длиннее|короче|выше ростом|старше|младше)(?=\s|$)/iu;
