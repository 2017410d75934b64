/** Words for one thing: any of them may name a table or column called by another. Lemmas. */
const groups: readonly (readonly string[])[] = [
  [
    'customer',
    'client',
    'buyer',
    'shopper',
    'purchaser',
    'patron',
    'клиент',
    'покупатель',
    'заказчик',
  ],
  ['user', 'account', 'member', 'пользователь', 'юзер'],
  ['order', 'purchase', 'заказ'],
  ['product', 'good', 'article', 'merchandise', 'товар', 'продукт'],
  ['item', 'line', 'позиция'],
  ['item', 'product', 'good', 'article'],
  [
    'employee',
    'staff',
    'worker',
    'personnel',
    'workforce',
    'colleague',
    'staffer',
    'сотрудник',
    'работник',
  ],
  ['payment', 'transaction', 'платеж', 'оплата'],
  ['invoice', 'bill', 'счет'],
  ['shipment', 'delivery', 'consignment', 'parcel', 'package', 'отгрузка', 'доставка'],
  ['return', 'refund', 'возврат'],
  ['store', 'shop', 'outlet', 'магазин'],
  ['category', 'категория'],
  ['supplier', 'vendor', 'provider', 'поставщик'],
  ['manufacturer', 'maker', 'producer'],
  ['sale', 'продажа'],
  ['review', 'rating', 'feedback', 'отзыв'],
  ['event', 'событие'],
  ['visit', 'session', 'визит', 'посещение'],
  ['city', 'town', 'город'],
  ['country', 'nation', 'страна'],
  ['price', 'cost', 'fee', 'цена', 'стоимость'],
  ['price', 'rate', 'tariff', 'fare'],
  ['rate', 'pct', 'percent', 'percentage', 'процент', 'ставка'],
  ['charge', 'fee', 'cost'],
  ['amount', 'sum', 'total', 'value', 'сумма'],
  ['quantity', 'qty', 'количество'],
  ['status', 'state', 'статус'],
  ['date', 'day', 'дата'],
  ['name', 'title', 'имя', 'название'],
  ['email', 'mail', 'e-mail', 'почта'],
  ['phone', 'telephone', 'mobile', 'cell', 'телефон'],
  ['created', 'placed', 'opened', 'registered', 'added', 'ordered', 'made', 'создан'],
  ['founded', 'established', 'formed', 'incorporated', 'основан'],
  ['annual', 'yearly', 'annually', 'годовой'],
  ['updated', 'changed', 'modified', 'edited', 'обновлен', 'изменен'],
  ['number', 'no', 'num', 'nr', 'номер'],
  ['identifier', 'id', 'key', 'ключ'],
  ['department', 'dept', 'division', 'отдел'],
  ['warehouse', 'depot', 'storehouse', 'склад'],
  ['segment', 'сегмент'],
  ['salary', 'pay', 'wage', 'compensation', 'remuneration', 'зарплата', 'оклад'],
  ['channel', 'канал'],
  ['currency', 'валюта'],
  ['carrier', 'перевозчик'],
  ['method', 'way', 'способ', 'метод'],
  ['reason', 'cause', 'причина'],
  ['discount', 'rebate', 'скидка'],
  ['weight', 'вес'],
  ['region', 'area', 'регион'],
  ['size', 'area'],
  ['type', 'kind', 'sort', 'тип', 'вид'],
  ['brand', 'make', 'бренд', 'марка'],
  ['age', 'возраст'],
  ['appointment', 'booking', 'reservation'],
  ['appointment', 'visit', 'consultation', 'приём', 'прием', 'визит'],
  ['guest', 'visitor'],
  ['doctor', 'physician', 'medic'],
  ['medicine', 'drug', 'medication'],
  ['student', 'pupil', 'learner'],
  ['teacher', 'instructor', 'tutor', 'lecturer'],
  ['class', 'course', 'lesson'],
  ['score', 'grade', 'mark'],
  ['score', 'point'],
  ['car', 'vehicle', 'automobile'],
  ['truck', 'lorry', 'vehicle'],
  ['flight', 'trip'],
  ['ride', 'trip', 'journey'],
  ['ticket', 'issue', 'case', 'complaint'],
  ['severity', 'priority', 'urgency'],
  ['subscription', 'membership'],
  ['plan', 'package', 'tier'],
  ['campaign', 'advertisement', 'ad', 'advert'],
  ['manager', 'boss', 'supervisor', 'superior', 'chief', 'head'],
  ['role', 'job', 'position', 'title', 'post', 'occupation', 'profession'],
  ['office', 'branch', 'site', 'location'],
  ['industry', 'sector', 'business', 'field', 'vertical'],
  ['company', 'firm', 'organization', 'organisation', 'business', 'enterprise', 'corporation'],
  ['address', 'street'],
  ['zip', 'postal', 'postcode'],
  ['gender', 'sex'],
  ['enrollment', 'enrolment'],
  ['film', 'movie'],
  ['song', 'track'],
  ['artist', 'singer', 'musician', 'performer'],
  ['author', 'writer'],
  ['language', 'tongue'],
  ['topic', 'subject', 'theme'],
  ['comment', 'remark', 'note'],
  ['size', 'dimension'],
  ['duration', 'length'],
  ['height', 'altitude', 'elevation'],
  ['speed', 'velocity'],
  ['capacity', 'volume'],
  ['satisfaction', 'rating', 'score'],
  ['rating', 'stars', 'star'],
  ['apartment', 'flat', 'unit'],
  ['property', 'listing', 'estate'],
  ['tenant', 'renter', 'lessee'],
  ['loan', 'credit'],
  ['balance', 'saldo'],
  ['machine', 'device', 'equipment'],
  ['stock', 'inventory'],
  ['contract', 'agreement'],
  ['project', 'assignment'],
  ['lead', 'prospect'],
  ['deal', 'opportunity'],
  ['driver', 'courier', 'chauffeur'],
  ['passenger', 'traveller', 'traveler', 'rider'],
  ['crew', 'team', 'squad'],
  ['mode', 'method', 'way'],
  ['destination', 'target'],
  ['origin', 'source'],
  ['fine', 'penalty'],
  ['test', 'тестовый'],
  ['active', 'активный'],
  ['internal', 'внутренний'],
];

const byWord: ReadonlyMap<string, readonly number[]> = indexGroups();
const minStem = 4;

/** Whether two lemmas mean the same thing; Russian words match by their stem. */
export function areSynonyms(a: string, b: string): boolean {
  if (a === b) return true;
  const mine = groupsOf(a);
  return mine.length > 0 && groupsOf(b).some((group) => mine.includes(group));
}

/** The words that mean the same as a lemma, itself left out; Russian ones as they are listed. */
export function synonymsOf(word: string): readonly string[] {
  return groupsOf(word).flatMap((group) => groups[group] ?? []);
}

function groupsOf(word: string): readonly number[] {
  const exact = byWord.get(word);
  if (exact !== undefined) return exact;
  if (!/^\p{Script=Cyrillic}+$/u.test(word)) return [];
  for (let length = word.length - 1; length >= Math.max(minStem, word.length - 3); length -= 1) {
    const stem = byWord.get(`${word.slice(0, length)}*`);
    if (stem !== undefined) return stem;
  }
  return [];
}

/** Exact words, and stems of Russian ones: `клиент*` serves клиенты, клиентов, клиентам. */
function indexGroups(): Map<string, number[]> {
  const index = new Map<string, number[]>();
  groups.forEach((words, group) => {
    for (const word of words) {
      add(index, word, group);
      if (/^\p{Script=Cyrillic}+$/u.test(word)) {
        add(index, `${word.replace(/[аяоеьый]$/u, '')}*`, group);
      }
    }
  });
  return index;
}

function add(index: Map<string, number[]>, key: string, group: number): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [group]);
  else list.push(group);
}
