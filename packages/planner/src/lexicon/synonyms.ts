/** Words for one thing: any of them may name a table or column called by another. Lemmas. */
const groups: readonly (readonly string[])[] = [
  ['customer', 'client', 'buyer', 'shopper', 'клиент', 'покупатель', 'заказчик'],
  ['user', 'account', 'member', 'пользователь', 'юзер'],
  ['order', 'purchase', 'заказ'],
  ['product', 'good', 'article', 'товар', 'продукт'],
  ['item', 'line', 'position', 'позиция'],
  ['employee', 'staff', 'worker', 'personnel', 'сотрудник', 'работник'],
  ['payment', 'transaction', 'платеж', 'оплата'],
  ['invoice', 'bill', 'счет'],
  ['shipment', 'delivery', 'отгрузка', 'доставка'],
  ['return', 'refund', 'возврат'],
  ['store', 'shop', 'outlet', 'магазин'],
  ['category', 'категория'],
  ['supplier', 'vendor', 'поставщик'],
  ['sale', 'продажа'],
  ['review', 'rating', 'отзыв'],
  ['event', 'событие'],
  ['visit', 'session', 'визит', 'посещение'],
  ['city', 'город'],
  ['country', 'страна'],
  ['price', 'cost', 'цена', 'стоимость'],
  ['amount', 'sum', 'total', 'value', 'сумма'],
  ['quantity', 'qty', 'количество'],
  ['status', 'state', 'статус'],
  ['date', 'day', 'дата'],
  ['name', 'title', 'имя', 'название'],
  ['email', 'mail', 'почта'],
  ['phone', 'telephone', 'телефон'],
  ['created', 'placed', 'opened', 'registered', 'added', 'ordered', 'made', 'создан'],
  ['updated', 'changed', 'modified', 'edited', 'обновлен', 'изменен'],
  ['number', 'no', 'num', 'nr', 'номер'],
  ['identifier', 'id', 'key', 'ключ'],
  ['department', 'dept', 'отдел'],
  ['warehouse', 'depot', 'склад'],
  ['segment', 'сегмент'],
  ['salary', 'pay', 'wage', 'зарплата', 'оклад'],
  ['channel', 'канал'],
  ['currency', 'валюта'],
  ['carrier', 'перевозчик'],
  ['method', 'способ', 'метод'],
  ['reason', 'причина'],
  ['discount', 'скидка'],
  ['weight', 'вес'],
  ['region', 'регион'],
  ['type', 'kind', 'тип', 'вид'],
  ['brand', 'бренд', 'марка'],
  ['age', 'возраст'],
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
