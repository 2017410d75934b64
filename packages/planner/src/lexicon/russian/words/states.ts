/** What things and dealings may be: states, kinds and qualities, as columns and values call them. */
export const states = `
статус: status, state
состояние: state, condition, status
активный: active
неактивный: inactive
действующий, действовать: active, current, valid
текущий: current
новый: new
старый: old
открытый, открыть, открывать, открыто: open, opened
закрытый, закрыть, закрывать, закрываться, закрыто: closed, close
завершенный, завершить, завершать, завершено: completed, complete, finished, done
выполненный, выполнить, выполнять, выполнено: completed, done, fulfilled
законченный, закончить, закончиться: finished, ended, completed
начать, начало, начинать, начаться: start, begin
конец, окончание: end, finish
отмененный, отменить, отменять, отмена, отменено: cancelled, canceled, cancel, cancellation
отклоненный, отклонить, отклонять, отказано, отказ: rejected, declined, denied, refused, rejection
одобренный, одобрить, одобрять, одобрено: approved, approve
утвержденный, утвердить: approved, confirmed
подтвержденный, подтвердить, подтверждать: confirmed, confirm
проверенный, проверить, проверять: verified, checked, verify, check
ожидающий, ожидать, ожидание, ожидаемый: pending, waiting, expected, wait
обработка, обрабатывать, обработанный, обработать: processing, process, processed
готовый: ready, done, finished
черновик: draft
архивный, архив: archived, archive
удаленный, удалить: deleted, remote, removed
заблокированный, блокировать, заблокировать: blocked, block
приостановленный: suspended, paused
замороженный: frozen
оплаченный, оплачено: paid
неоплаченный: unpaid
просроченный, просрочить: overdue, late, expired
истекший, истечь, истекать: expired, expire
возвращенный: returned, refunded
утерянный, потерянный, потерять, терять, пропасть: lost, lose
поврежденный, повредить: damaged
сломанный, сломаться: broken
отключенный, отключить, отключиться, отключение: deactivated, disconnected, churned, cancelled
отток: churn, churned
спорный, оспоренный, оспорить, оспаривать: disputed, dispute
расторгнутый, расторгнуть, расторжение: terminated, cancelled, ended
застрахованный: insured
продленный, продлить, продление: renewed, extended, renewal
привитый: vaccinated
погашенный, погасить, погашение: repaid, paid, settled, repayment
уволенный, уволиться: left, fired, dismissed, terminated
принятый: accepted, hired
украденный: stolen
поданный: submitted
полученный, получить, получение: received, receive, receipt
получать: received, receive, salary, earn
выставленный, выставить, выставлять: issued, issue, invoiced
выданный, выдать, выдавать, выдача: issued, issue, lent, loan
выпущенный, выпустить, выпуск, выходить, выйти: released, release, issued
опубликованный, опубликовать, публиковать: published, publish
созданный, создать, создавать, создание: created, create, creation
измененный, изменить, изменение: changed, modified, updated, change
обновленный, обновить, обновление: updated, update
добавленный, добавить, добавлять: added, add
назначенный: assigned, appointed, scheduled
назначить, назначать: ordered, scheduled, appointed
полная ставка, полный день, полная занятость: full time
неполный день, частичная занятость, неполная занятость, полставки: part time
неявка: no show
снятый с продажи: out of order, delisted, discontinued
запланированный, планировать: planned, scheduled
проведенный, провести, проводить: held, conducted
решенный, решить: resolved, solved
ошибочный: failed, wrong
неудачный, неуспешный: failed, unsuccessful
успешный, успешно, удачный: success, successful, succeeded
задержанный, задержка, задержать: delayed, delay
срочный, экстренный: urgent, emergency
обычный, стандартный: normal, standard, regular
важный: important
критический, критичный: critical
высокий, высоко: high, tall
низкий: low
средний: medium, average, middle
большой, крупный: large, big
маленький, мелкий, небольшой: small
дешевый: cheap
бесплатный: free
платный: paid
основной, главный: main, primary, principal
дополнительный: additional, extra
полный: full, complete
частичный: partial
пустой: empty
личный: personal, private
частный: private
государственный: state, public, government
публичный, общественный: public
корпоративный: corporate
юридический: legal
физический: physical, individual
малый: small
внутренний: internal, domestic, inner
внешний: external
международный: international
местный: local
иностранный, зарубежный: foreign
национальный: national
постоянный: permanent, regular
временный: temporary
ежедневный: daily
еженедельный: weekly
месячный, ежемесячный: monthly
годовой, ежегодный: annual, yearly
квартальный: quarterly
ручной: manual
автоматический: automatic
электронный: electronic
мобильный: mobile
онлайн: online
офлайн: offline
оптовый: wholesale
розничный: retail
минимальный: minimum, minimal
максимальный: maximum, maximal
красный: red
синий: blue
голубой: blue
зеленый: green
желтый: yellow
черный: black
белый: white
серый: gray, grey
оранжевый: orange
коричневый: brown
розовый: pink
фиолетовый: purple
золотой: gold
серебряный: silver
бронзовый: bronze
платиновый: platinum
базовый: basic, base
премиум: premium
пробный: trial
женатый, замужний: married
холостой: single
одиночный: single
двойной: double
люкс: suite, luxury
утренний: morning
дневной: day
вечерний: evening
ночной: night
левый: left
правый: right
северный, север: north
южный, юг: south
восточный, восток: east
западный, запад: west
`;
