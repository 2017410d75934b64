import type { CatalogColumn, CatalogTable } from '@ai-etl/core';
import type { KnownValue, QuestionSchema } from '@ai-etl/planner';

const departments = [
  'sales',
  'billing',
  'support',
  'logistics',
  'marketing',
  'hr',
  'finance',
  'clinic',
  'school',
  'hotel',
  'telecom',
  'bank',
  'insurance',
  'retail',
  'fleet',
  'energy',
  'media',
  'travel',
  'factory',
  'legal',
] as const;

const subjects = [
  'customer',
  'order',
  'invoice',
  'payment',
  'product',
  'employee',
  'ticket',
  'shipment',
  'contract',
  'account',
  'session',
  'campaign',
  'supplier',
  'warehouse',
  'vehicle',
  'booking',
  'patient',
  'course',
  'device',
  'meter',
  'claim',
  'policy',
  'refund',
  'visit',
  'survey',
] as const;

const sides = ['', 'item', 'history', 'note'] as const;

const texts = [
  'name',
  'status',
  'city',
  'country',
  'category',
  'email',
  'phone',
  'description',
  'code',
  'channel',
  'segment',
  'currency',
  'language',
] as const;
const numbers = [
  'amount',
  'quantity',
  'price',
  'discount',
  'weight',
  'score',
  'duration',
  'balance',
  'limit_value',
] as const;
const moments = ['created_at', 'updated_at', 'closed_at', 'due_on'] as const;

const statuses = ['new', 'active', 'closed', 'cancelled', 'pending'];
const cities = ['Riga', 'Oslo', 'Berlin', 'Moscow', 'Madrid', 'Vienna', 'Prague', 'Lisbon'];

/**
 * A catalog as companies have: for each of 20 departments 25 subjects with three tables beside each, 30
 * columns in a table, keys between them; 2,000 tables with no other randomness than their order.
 */
export function wideCatalog(): QuestionSchema {
  return {
    defaultSchema: 'public',
    tables: departments.flatMap((department) =>
      subjects.flatMap((subject, place) =>
        sides.map((side) => tableOf(department, subject, { side, place })),
      ),
    ),
  };
}

function tableOf(
  department: string,
  subject: string,
  { side, place }: { readonly side: string; readonly place: number },
): CatalogTable {
  const main = `${department}_${subject}s`;
  const name = side === '' ? main : `${department}_${subject}_${side}s`;
  const key = side === '' ? `${subject}_id` : `${subject}_${side}_id`;
  const other = subjects[(place + 7) % subjects.length] ?? 'customer';
  const keys =
    side === ''
      ? [{ column: `${other}_id`, table: `${department}_${other}s` }]
      : [{ column: `${subject}_id`, table: main }];
  return {
    object: { name },
    kind: 'table',
    columns: [
      columnOf(key, 'int64', false),
      ...keys.map(({ column }) => columnOf(column, 'int64', false)),
      ...texts.map((text) => columnOf(text, 'text', true)),
      ...numbers.map((number) => columnOf(number, 'float64', true)),
      ...moments.map((moment) => columnOf(moment, 'date', true)),
      columnOf('is_archived', 'bool', false),
      columnOf(`${subject}_group`, 'text', true),
    ],
    primaryKey: [key],
    uniqueKeys: [],
    foreignKeys: keys.map(({ column, table }) => ({
      columns: [column],
      references: { name: table },
      referencedColumns: [column],
    })),
    estimatedRows: null,
    estimatedBytes: null,
  };
}

function columnOf(
  name: string,
  kind: 'int64' | 'text' | 'float64' | 'date' | 'bool',
  nullable: boolean,
): CatalogColumn {
  return { name, type: { kind }, nullable, nativeType: kind };
}

/** Values that columns of states and cities hold, in every table. */
export function wideValues({ defaultSchema, tables }: QuestionSchema): readonly KnownValue[] {
  return tables.flatMap(({ object }) =>
    [...statuses.map((value) => ['status', value]), ...cities.map((value) => ['city', value])].map(
      ([column = '', value = '']): KnownValue => ({
        schema: object.schema ?? defaultSchema,
        table: object.name,
        column,
        value,
        words: value.toLowerCase(),
      }),
    ),
  );
}

/** Questions of all kinds about any of its tables, in English and Russian. */
export const wideQuestions: readonly string[] = [
  'How many sales orders are there?',
  'Total amount of billing invoices by currency',
  'Which hotel customers have no bookings?',
  'Names of support employees with a score above 4',
  'Top 5 retail products by quantity',
  'Average duration of clinic visits per category',
  'Number of cancelled logistics shipments in Riga',
  'Which telecom accounts have more than 3 tickets?',
  'List fleet vehicles created last month, newest first',
  'What is the highest price of factory products?',
  'Marketing campaigns whose name starts with "Spring"',
  'School courses closed in 2025',
  'How many different countries do travel customers come from?',
  'Percentage of insurance claims that are closed',
  'Energy meters without a description',
  'Bank payments between 100 and 500',
  'Count of media sessions by month this year',
  'Which legal contract has the biggest amount?',
  'Finance invoices overdue by segment',
  'Customers from Berlin or Madrid',
  'Сколько заказов в отделе sales?',
  'Средняя цена товаров retail по категориям',
  'Топ-5 клиентов bank по балансу',
  'Какие поставщики factory без договоров?',
  'Сколько отменённых отгрузок logistics в Риге?',
  'У каких клиентов hotel больше трёх бронирований?',
  'Сумма платежей bank по странам за прошлый месяц',
  'Самый дорогой товар retail',
  'Список сотрудников hr по алфавиту',
  'Какая доля заявок support закрыта?',
];
