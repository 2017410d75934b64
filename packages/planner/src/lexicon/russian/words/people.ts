/** People, their parts in a business, and what is known about them. */
export const people = `
клиент, клиентка, клиентский: client, customer, buyer, account, member, renter, guest
покупатель, покупательница: customer, buyer, client, shopper
заказчик, заказчица: customer, client, buyer
потребитель: consumer, customer
пользователь, пользовательница, юзер, пользовательский: user, account, member
посетитель, посетительница: visitor, guest
гость, гостья: guest, visitor
участник, участница: participant, member, attendee
подписчик, подписчица: subscriber, member
абонент, абонентский: subscriber, customer
член: member
сотрудник, сотрудница: employee, staff, worker
работник, работница: employee, worker, staff
персонал, штат, кадр: staff, personnel, employee
служащий: employee, staff
рабочий: worker, employee
коллега: colleague, employee
человек, люди: person, people
лицо: person, face
начальник, начальница: manager, boss, supervisor, head
руководитель, руководительница: manager, head, leader, supervisor
менеджер, управляющий: manager
директор: director, manager
босс: boss, manager
заместитель: deputy
ассистент, помощник, помощница: assistant
стажер: intern, trainee
специалист: specialist, expert
эксперт: expert
консультант: consultant, adviser
аналитик: analyst
программист: programmer, developer
разработчик, разработчица: developer
инженер: engineer
техник: technician
механик: mechanic, technician
дизайнер: designer
бухгалтер: accountant
кассир: cashier
продавец, продавщица: seller, salesperson, sales rep
представитель: representative, agent
агент: agent
брокер: broker
посредник: intermediary, broker, agent
курьер: courier, messenger
водитель, шофер: driver
пилот, летчик: pilot
капитан: captain
пассажир, пассажирка: passenger
повар: cook, chef
официант, официантка: waiter
охранник: guard
уборщик, уборщица: cleaner
врач, доктор: doctor, physician
медсестра, медбрат: nurse
хирург: surgeon
стоматолог: dentist
пациент, пациентка: patient
больной: patient, sick
студент, студентка: student
ученик, ученица, школьник, школьница: student, pupil
учащийся: student, pupil
учитель, учительница: teacher
преподаватель, преподавательница: teacher, instructor, professor, lecturer
профессор: professor
лектор: lecturer, speaker
инструктор: instructor
тренер: coach, trainer
наставник: mentor, tutor
куратор: curator, advisor
выпускник, выпускница: graduate, alumni
автор: author, writer
писатель, писательница: writer, author
поэт: poet
редактор: editor
журналист, корреспондент: journalist, reporter
читатель: reader
художник: artist, painter
артист: artist, performer
исполнитель: artist, performer, assignee
певец, певица: singer
музыкант: musician
композитор: composer
актер, актриса: actor
режиссер: director
продюсер: producer
зритель: viewer
спортсмен, спортсменка: athlete
игрок: player
судья: judge, referee
адвокат: lawyer, attorney
юрист: lawyer
нотариус: notary
полицейский: police officer
солдат: soldier
офицер: officer
депутат: deputy, representative
президент: president
министр: minister
мэр: mayor
избиратель: voter
кандидат: candidate
соискатель: applicant, candidate
заявитель: applicant, claimant
владелец, владелица: owner, holder
собственник: owner
хозяин, хозяйка: owner, host
арендатор: tenant, renter
арендодатель: landlord
жилец, жилица: resident, tenant
житель, жительница: resident, inhabitant
гражданин, гражданка: citizen
вкладчик: depositor
заемщик: borrower
должник: debtor
кредитор: creditor, lender
инвестор: investor
акционер: shareholder
спонсор: sponsor
донор: donor
волонтер, доброволец: volunteer
партнер: partner
контрагент: counterparty, partner
конкурент: competitor
поставщик: supplier, vendor, provider
производитель: manufacturer, producer, maker
изготовитель: manufacturer
дистрибьютор: distributor
подрядчик: contractor
перевозчик: carrier
отправитель: sender, shipper
получатель: recipient, receiver, consignee
оператор: operator, agent
диспетчер: dispatcher
администратор, админ: administrator, admin
модератор: moderator
создатель: creator, author
организатор: organizer
ответственный: responsible, assignee, owner
жена, муж, супруг, супруга: spouse
ребенок, дети: child
родитель: parent
мать: mother
отец: father
родственник: relative
женщина, девушка, женский: woman, female
мужчина, мужской: man, male
семья: family
друг: friend
контакт, контактный: contact
имя: first name, name
фамилия: last name, surname
отчество: middle name, patronymic
фио: full name, name
псевдоним: alias, pen name, nickname
никнейм, ник: nickname, username
логин: login, username
пароль: password
возраст: age
пол: gender, sex, floor
рождение: birth
родиться: born, birth
гражданство: citizenship, nationality
национальность: nationality
образование: education
специальность: specialty, specialization, major
специализация: specialization, specialty
квалификация: qualification
навык, умение: skill
опыт, стаж, опытный: experience, seniority
рост: height, growth
паспорт: passport
почта, емейл, имейл: email, mail, post
телефон, телефонный, мобильный: phone, telephone, mobile
язык: language
профессия: profession, occupation, job
занятие: occupation, lesson, class
роль: role
привычка: habit
болезнь, заболевание: disease, illness
аллергия: allergy
`;
