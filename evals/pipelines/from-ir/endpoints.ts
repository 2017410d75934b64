import type { EndpointMention, EndpointOptions, ObjectMention } from '@ai-etl/planner';
import type { ExpectedEndpoint } from '../expect.ts';

/** One entry for each object that a side names; a system alone is an entry without object. */
export function sourcesOf(mentions: readonly EndpointMention[]): ExpectedEndpoint[] {
  return mentions.flatMap((mention) => endpointsOf(mention));
}

/** A target whose name is not stated takes the source's, below the schema that is stated. */
export function targetsOf(
  mentions: readonly EndpointMention[],
  sources: readonly ExpectedEndpoint[],
): ExpectedEndpoint[] {
  return mentions.flatMap((mention) => {
    if (mention.objects.some((object) => nameOf(object) !== null)) return endpointsOf(mention);
    const [name, ...more] = sources.flatMap((source) => baseName(source.object ?? null) ?? []);
    if (name === undefined || more.length > 0) return endpointsOf(mention);
    const schema = mention.container === 'schema' ? mention.place.join('_') : null;
    const object = schema === null ? name : `${schema}.${name}`;
    return [{ ...endpointOf(mention), object }];
  });
}

function endpointsOf(mention: EndpointMention): ExpectedEndpoint[] {
  const names = mention.objects.map(nameOf);
  const endpoint = endpointOf(mention);
  return (names.length === 0 ? [null] : names).map((object) => ({ ...endpoint, object }));
}

function endpointOf({
  system,
  container,
  place,
  role,
  options,
}: EndpointMention): ExpectedEndpoint {
  // A file with no place is named by its kind, which is then no option of its own.
  const kind = system === 'files' ? (options?.format ?? null) : null;
  const { format, ...rest } = options ?? {};
  const own = format === undefined || format === (kind ?? system) ? rest : { ...rest, format };
  return {
    type: kind ?? system,
    ...(container === 'database' ? { database: place.join('_') } : {}),
    ...(role === undefined ? {} : { role }),
    ...optionsOf(own),
  };
}

/** What is said of files, pages and sign-in, by the suite's names. */
function optionsOf(options: EndpointOptions): Readonly<Record<string, unknown>> {
  const { format, delimiter, header, encoding, partitionBy, pageSize, auth } = options;
  const { businessSystem, entity } = options;
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header === undefined ? {} : { header }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(partitionBy === undefined ? {} : { partition_by: [...partitionBy] }),
    ...(pageSize === undefined ? {} : { pagination: { page_size: pageSize } }),
    ...(auth === undefined ? {} : { auth }),
    ...(businessSystem === undefined ? {} : { system: businessSystem }),
    ...(entity === undefined ? {} : { entity }),
  };
}

function nameOf(object: ObjectMention): string | null {
  switch (object.kind) {
    case 'name':
      return object.schema === null ? object.name : `${object.schema}.${object.name}`;
    case 'words':
      return object.words.length === 0 ? null : object.words.join('_');
    case 'path':
      return object.path;
    case 'all':
      return null;
  }
}

/** `crm.orders` is `orders` in another system; a path is no table's name. */
function baseName(object: string | null): string | null {
  if (object === null || object.includes('/')) return null;
  return object.split('.').at(-1) ?? null;
}
