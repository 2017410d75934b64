import type { CatalogColumn } from '@ai-etl/core';

/** Whether a column is called as something that has a time, whatever it is kept as: `opened`, `start_year`. */
export function tellsTime({ name }: CatalogColumn): boolean {
  return /date|time|year|opened|founded|established|built|formed|born|birth|since|(?:^|_)dob(?:$|_)/iu.test(
    name,
  );
}
