/** Work, study, health, events: what is done, and what it is called. */
export const work = `
работа: work, job
работать: work, employ
должность: position, job title, title, post
вакансия: vacancy, job, position
задача, задание: task, assignment
проект, проектный: project
поручение: assignment, order
смена: shift
график, расписание: schedule, timetable
отпуск: vacation, leave, holiday
отгул: leave
больничный: sick leave, sick, illness
отпускной: vacation, leave, holiday
увольнение, увольнять, уволить, уволенный, уволиться: dismissal, termination, dismissed, terminated, fired, left, leave
найм, нанимать, нанять, нанятый: hire, hired, employment
прием: appointment, visit, reception, admission, intake
принимать, принять: accept, hire, admit, appointment
собеседование: interview
резюме: resume
повышение: promotion, raise
перемещение: movement, transfer
посещаемость, присутствие: attendance
пропуск: absence, pass
прогул, прогуливать, прогулять: absence, absent
выходной: weekend, day off
абонемент: membership, subscription, pass
стационар: inpatient, hospital, ward
роуминг: roaming
приглашение, пригласить, приглашать: invitation, invite, invited
чаевые: tip
звезда: star
ночь: night
завтрак: breakfast
реселлер: reseller
отсутствие: absence
опоздание: delay, late
команда: team
бригада: crew, team, brigade
экипаж: crew
комитет: committee
совет: council, advice, board
ассоциация: association
сообщество: community
профсоюз: union
отрасль, индустрия: industry
промышленность, промышленный: industry, industrial
сфера: area, field, sphere
направление: direction, department, field
деятельность: activity, business
бизнес: business
производство, производить, произвести: production, manufacture, produce
строительство, строить, построить, построенный: construction, build
сельский: rural, agricultural
заявка: request, ticket, application, claim
заявление: application, statement
обращение, обращаться: request, ticket, appeal, case, contact
тикет: ticket
инцидент: incident
авария: accident, crash
происшествие: incident, accident
поддержка: support
помощь: help, support, aid
жалоба, жаловаться: complaint
проблема: problem, issue
ошибка: error, mistake, bug
баг: bug
неисправность, поломка: fault, breakdown, failure
ремонт, ремонтировать, чинить: repair, maintenance
обслуживание, обслуживать: service, maintenance
проверка, проверять: check, inspection, audit
инспекция: inspection
аудит: audit
осмотр: examination, inspection
тест: test
испытание: test, trial
эксперимент, опыт: experiment
исследование: research, study
анализ: analysis, test
измерение, замер: measurement
результат: result, outcome
датчик, сенсор: sensor
показание: reading
сигнал: signal
событие: event
мероприятие: event, activity
встреча: meeting, appointment
собрание: meeting
совещание: meeting
конференция: conference
выставка: exhibition, fair
фестиваль: festival
праздник: holiday
соревнование: competition, contest
турнир: tournament
чемпионат: championship
матч: match, game
игра, играть, сыграть: game, match, play
гонка: race
раунд: round
сезон: season
победа, победить, побеждать, выиграть, выигрывать: win, victory
поражение, проиграть: loss, defeat, lose
ничья: draw
гол: goal
тренировка: training, workout
урок: lesson, class
лекция: lecture
семинар: seminar
дисциплина: subject, discipline, course
экзамен: exam, examination
зачет: test, credit
учеба, учиться: study
обучение, обучать: training, education
преподавать: teach
семестр: semester, term
диплом: diploma, degree
стипендия: scholarship
зачисление, поступление, зачислять: enrollment, admission
запись: record, entry, appointment, enrollment
записаться, записывать, записан, записать: appointment, enrollment, registration, enroll, record
лечение, лечить: treatment, treat
диагноз: diagnosis
симптом: symptom
процедура: procedure
прививка, вакцина: vaccination, vaccine
визит: visit
посещение, посещать, посетить: visit, attendance, attend
госпитализация: hospitalization, admission
выписка: discharge, statement
выписывать, выписать, назначать: prescription, prescribe, discharge
рецепт: prescription, recipe
анализы: test
консультация: consultation
история: history, story
звонок: call
звонить, позвонить: call
сообщение: message
письмо: letter, email
смс: sms
чат: chat
уведомление: notification, notice
вызов: call, challenge
сессия: session
вход, входить: login, entry, sign in
выход: exit, output, logout
регистрация, регистрировать, зарегистрировать, зарегистрироваться, зарегистрированный: registration, registered, register, sign up
активация: activation
действие: action, activity
активность: activity
использование, использовать, использоваться, пользоваться, воспользоваться: usage, use, used
потребление, потреблять: consumption, usage
скачивание, скачать, скачивать: download
загрузка: upload, load
установка, установить: installation, install
трафик: traffic
аккаунт: account
профиль: profile
настройка: setting
право: right, permission, law
разрешение: permission, permit, resolution
доступ: access
дело: case, matter
закон: law
преступление: crime
решение: decision, solution
приговор: sentence, verdict
голос: vote, voice
голосование, голосовать: vote, voting, poll
выборы: election
опрос: survey, poll
анкета: questionnaire, form
вопрос: question
ответ, отвечать, ответить: answer, response, reply
шаблон: template
список: list
строка: line, row
награда: award, prize
приз: prize
медаль: medal
население: population
перепись: census
погода: weather
осадки: precipitation
ветер: wind
энергия: energy
электричество: electricity
тепло: heat
счетчик: meter, counter
урожай: harvest, crop
`;
