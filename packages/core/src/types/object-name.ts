/** Where a table lives in its system. `schema` is ClickHouse's and MySQL's database. */
export interface ObjectName {
  readonly schema?: string | undefined;
  readonly name: string;
}

/** For people: `public.orders`. Never glue this into SQL; dialects quote. */
export function describeObject(object: ObjectName): string {
  return object.schema === undefined ? object.name : `${object.schema}.${object.name}`;
}
