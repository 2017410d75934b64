/** Parts of the world and of countries, their codes where they have some, and the adjectives of them. Lower case. */
const continents = `
africa AF african; europe EU european; asia AS asian; north america NA north american; south america SA south american;
oceania OC oceanian,oceanic; antarctica AN antarctic; australia - australian; america - american;
latin america - latin american; central america - central american; middle east - middle eastern; caribbean - caribbean;
scandinavia - scandinavian,nordic; balkans - balkan; far east - far eastern; southeast asia - southeast asian;
east asia - east asian; south asia - south asian; central asia - central asian; western europe - western european;
eastern europe - eastern european; northern europe - northern european; southern europe - southern european;
north africa - north african; west africa - west african; east africa - east african; southern africa - southern african;
scotland - scottish,scots; wales - welsh; england - english; northern ireland - northern irish; cornwall - cornish;
catalonia - catalan; andalusia - andalusian; basque country - basque; galicia - galician; brittany - breton; normandy - norman;
bavaria - bavarian; saxony - saxon; tuscany - tuscan; sicily - sicilian; sardinia - sardinian; flanders - flemish;
wallonia - walloon; siberia - siberian; tyrol - tyrolean`;

const known = continents.split(';').flatMap((entry) => {
  const [, name, code, said] = /^\s*(\D+?) ([A-Z]{2}|-) (.+)$/su.exec(entry) ?? [];
  return name === undefined || code === undefined || said === undefined
    ? []
    : [{ name, code, adjectives: said.trim().split(',') }];
});

/** Other words for a part of the world, or of a country, that a column holds: "african" for Africa, both for AF. Lower case. */
export function continentWords(value: string): readonly string[] {
  const lower = value.toLowerCase();
  const found = known.find(
    ({ name, code, adjectives }) => name === lower || code === value || adjectives.includes(lower),
  );
  return found === undefined
    ? []
    : [found.name, ...found.adjectives].filter((one) => one !== lower);
}

/** Whether a word is the adjective of a part of the world or of a country. Lower case. */
export function isContinental(word: string): boolean {
  return known.some(({ adjectives }) => adjectives.includes(word));
}
