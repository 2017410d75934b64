/** Where things are, and how they get there. */
export const placesAndTransport = `
страна: country
город, городской: city, town
регион, региональный: region
область, областной: region, area, province
район: district, area, neighborhood
округ: district, county
штат: state
провинция: province
край: region, edge
республика: republic
столица: capital
деревня, село: village
поселок: settlement
улица: street
проспект: avenue
площадка: site, venue, ground
дом: house, home, building
здание: building
корпус: building, campus
квартира: apartment, flat
комната: room
номерной: room
зал: hall, room
кабинет: office, room
аудитория: classroom, audience, room
этаж: floor
офис: office
адрес: address
местоположение, расположение: location
местность: area, location
локация: location
географический: geographic
территория: territory
земля: land
участок: plot, section, site
континент: continent
остров: island
море: sea
океан: ocean
река: river
озеро: lake
гора: mountain
лес: forest
парк: park
пляж: beach
широта: latitude
долгота: longitude
магазин: store, shop
лавка: shop
рынок: market
супермаркет: supermarket
торговый: trade, shopping, store
точка: point, outlet, store
филиал: branch
отделение: branch, department, ward
подразделение: division, department, unit
отдел: department
департамент: department
дивизион: division
организация: organization, company
компания: company, firm
фирма: firm, company
предприятие: enterprise, company
корпорация: corporation
холдинг: holding
завод, фабрика: factory, plant
цех: workshop, shop
мастерская: workshop
лаборатория: laboratory, lab
центр: center, centre
штаб: headquarters
агентство: agency
учреждение: institution
школа, школьный: school
университет, вуз: university
институт: institute
колледж: college
факультет: faculty, department
кафедра: department, chair
библиотека: library
музей: museum
театр: theater, theatre
кинотеатр: cinema
стадион: stadium
спортзал: gym
клуб: club
ресторан: restaurant
кафе: cafe
бар: bar
гостиница, отель: hotel
больница, госпиталь: hospital
поликлиника, клиника: clinic
палата: ward, chamber, room
аптека: pharmacy
аэродром: airfield, airport
суд: court
тюрьма: prison
полиция: police
церковь: church
вокзал, станция: station
остановка: stop
аэропорт: airport
порт: port
терминал: terminal
причал: pier, dock
гараж: garage
депо, автобаза: depot
парковка, стоянка: parking
заправка, заправлять, заправить: fuel, refuel, gas station, fill
заправка топливом: refuel, fuel
ферма: farm
поле: field
сад: garden
отправление: departure, shipment, dispatch
отправка, отправлять, отправить, отправленный: shipment, dispatch, send, ship, sent, shipped
отгрузка, отгружать, отгрузить, отгруженный: shipment, shipped, ship, dispatch
доставка, доставлять, доставить, доставленный: delivery, shipment, deliver, delivered
поставка, поставлять, поставить, поставленный: supply, delivery, shipment
перевозка, перевозить, перевезти: shipment, transportation, freight, haul, carriage
транспортировка: transportation, shipment
груз, грузовой: cargo, freight, load, shipment
логистика: logistics
транспорт, транспортный: transport, vehicle, mode
автомобиль, авто, автомобильный: car, vehicle, automobile, auto
грузовик: truck, lorry
фура: truck
фургон, микроавтобус: van
прицеп, полуприцеп: trailer
тягач: tractor, truck
рефрижератор: reefer, refrigerated
водительские права, водительское удостоверение: driving licence, licence, license
права: licence, license, permit, right
допуск: permit, clearance, certificate, admission
опасный груз: dangerous goods, hazardous, adr
опасный: dangerous, hazardous
погрузка: loading, pickup
разгрузка, выгрузка: unloading, drop
место назначения: destination
маршрутный лист: route
диспетчер: dispatcher
экспедитор: forwarder
автобус: bus
поезд, железнодорожный: train, rail
вагон: wagon, car, carriage
трамвай: tram
метро: metro, subway
такси: taxi, cab
велосипед: bicycle, bike
мотоцикл: motorcycle
самолет, авиационный: plane, aircraft, airplane
вертолет: helicopter
судно, корабль, морской: ship, vessel, sea
лодка: boat
авиакомпания: airline
воздушный, авиа: air
дорога, дорожный: road
шоссе: highway
маршрут: route
рейс: flight, trip, voyage
полет: flight
летать, лететь: fly, flight
поездка: trip, ride, travel
путешествие: travel, trip, journey
тур: tour, round
экскурсия: tour, excursion
билет: ticket
бронь, бронирование, бронировать, забронировать, забронированный: booking, reservation, booked, reserved, book
багаж: luggage, baggage
пункт: point, place, destination
назначение: destination, purpose, appointment
отъезд: departure
вылет: departure
прибытие, прибывать, прибыть: arrival, arrive
прилет: arrival
заезд: check in, arrival
выезд: check out, departure
проживание: stay, accommodation
проживать, жить: live, stay, reside
пробег: mileage, distance, km, odometer
таможня: customs
граница: border
импорт: import
экспорт: export
зона: zone
сектор: sector
линия: line
трасса: track, route
`;
