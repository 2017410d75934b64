/** When, why, by whom and under which conditions: what columns beside the main ones are called. */
export const datesAndReasons = `
дата: date
первый: first
время: time
год выпуска: release year, year
день рождения: birth date, birthday, date of birth
дата рождения: birth date, date of birth, birthday
год рождения: birth year
дата создания: created, creation date
дата регистрации: registration date, registered, signup date
дата заказа: order date, ordered
дата оплаты: payment date, paid
дата отправки: ship date, shipped date
дата доставки: delivery date, delivered
дата найма: hire date, hired
дата начала: start date, started
дата окончания: end date, ended
срок: term, due date, deadline, duration
срок оплаты: due date, due
срок годности: expiry date, expiration date
дедлайн: deadline, due date
период: period
длительность, продолжительность: duration, length
длиться: duration
интервал: interval
момент: moment, time
частота: frequency
причина: reason, cause
способ: method, way
метод: method
условие: condition, term
правило: rule
цель: goal, purpose, target
основание: basis, reason, foundation
основать, основан, основанный: founded, established
номер телефона: phone, phone number
номер счета: invoice number, account number
номер заказа: order number
почтовый индекс: zip code, postal code, postcode
электронная почта: email
вид транспорта: transport mode, mode, vehicle type
способ оплаты: payment method
способ доставки: delivery method, shipping method
единица измерения: unit, unit of measure
пункт назначения: destination
пункт отправления: origin, departure
место рождения: birth place
рабочее место: workplace
количество страниц: page, pages
число страниц: pages
количество мест: seat, capacity
число мест: seat, capacity
количество сотрудников: employee count, headcount
средний балл: gpa, grade point average
заработная плата: salary, wage
заработный: salary
владеть: own, owner
принадлежать: belong, owner
иметь: have
содержать: contain
включать: include
управлять, управление: manage, management
руководить, руководство: manage, lead, management
вести: lead, keep
возглавлять: head, lead
писать, написать, написанный: write, author, written
издать, издавать: publish
снимать, снять: shoot, rent, direct
сниматься, сняться: star, cast, act
петь, спеть: sing
рисовать: paint, draw
читать, прочитать: read
смотреть, посмотреть: watch, view
слушать: listen
оставить, оставлять: leave, left
сделать, делать: do, make
совершить, совершать: make, commit
оформить, оформлять, оформление: place, issue, checkout
размещать, разместить: place
подписать, подписывать: sign
подписаться: subscribe
подать, подавать: submit, file
вести учет: track
хранить, храниться, хранение: store, keep, storage
находиться, располагаться: located, location
взять, брать: take, borrow
одолжить: lend, borrow
приходить, прийти: come, arrive
приезжать, приехать: arrive, come
уходить, уйти: leave, left
уезжать, уехать: leave, depart
ездить, ехать: ride, travel, drive
водить: drive
перенести: move, transfer
менять, поменять: change
отвечать за: responsible
назвать, называться: name, called
участвовать, участие: participate, participation
заниматься: do, practice
заключить, заключать: conclude, sign
начислить, начислять, начисление: accrue, charge, accrual
списать, списание: write off, debit, charge, retired
списанный: retired, decommissioned, written off, scrapped
пополнить, пополнение: top up, deposit, replenishment
занимать: occupy, take, borrow
пострадать, пострадавший: injured, victim
умереть, смерть: die, death, dead
нравиться, понравиться: like
разница: difference
изменяться: change
`;
