/** What is made, sold, kept and used. */
export const goods = `
товар, товарный: product, item, goods, article, merchandise
продукт, продуктовый: product, item
продукция: product, production
изделие: product, item, article
артикул: sku, article, product code
позиция: item, position, line
предмет: item, subject, object
вещь: thing, item
объект: object, property, facility
ассортимент: assortment, range
номенклатура: nomenclature, item
бренд, марка: brand, make
модель: model
серия: series
линейка: line, series
партия: batch, lot, party
категория: category
подкатегория: subcategory
группа, групповой: group
класс: class, grade
тип: type, kind
вид: kind, type, mode, form
сорт: sort, grade, variety
жанр: genre
раздел: section
рубрика: rubric, section, category
тег, метка: tag, label
атрибут: attribute
свойство: property, attribute
характеристика: characteristic, feature, specification
параметр: parameter
описание: description
название, наименование: name, title
заголовок: title, header
тема: subject, topic, theme
содержание, содержимое: content
текст: text, body
комментарий: comment, note
примечание, заметка: note, remark, comment
отзыв: review, feedback
рецензия: review
оценка: rating, score, grade, estimate, assessment, stars
рейтинг: rating, rank
балл: score, point, mark
очко: point
место: place, seat, rank
лайк: like
качество: quality
упаковка: packaging, package, pack
коробка, ящик: box, carton
пачка: pack
контейнер: container
паллет, паллета, поддон: pallet
посылка: parcel, package
бандероль: parcel
мешок: bag
бутылка: bottle
банка: can, jar
запас, остаток: stock, inventory, balance
наличие: availability, stock
инвентарь: inventory, equipment
склад, складской: warehouse, depot, storage, stock
полка: shelf
ячейка: cell, bin, slot
оборудование: equipment, device
устройство, девайс: device
прибор: device, instrument
инструмент: tool, instrument
машина: car, machine, vehicle
станок: machine
деталь: part, detail
запчасть: part, spare part
компонент: component
материал: material
сырье: raw material, material
топливо: fuel
бензин: petrol, gasoline
нефть: oil
газ: gas
металл: metal
дерево: tree, wood
стекло: glass
бумага: paper
пластик: plastic
ткань: fabric
одежда: clothes, clothing, apparel
обувь: shoes, footwear
игрушка: toy
мебель: furniture
техника: equipment, technique, appliance
электроника: electronics
компьютер: computer
ноутбук: laptop
монитор: monitor
сервер: server
книга, книжный: book
журнал: magazine, journal, log
газета: newspaper
статья: article
публикация: publication, post
пост: post
издание: edition, publication
издательство: publisher
страница: page
глава: chapter, head
том: volume
фильм, кино: film, movie
сериал: series, show
эпизод: episode
песня: song
альбом: album
трек: track
концерт: concert
спектакль: play, performance
картина: painting, picture
фотография, фото: photo, picture
изображение, картинка: image, picture
видео: video
файл: file
документ: document
договор, контракт: contract, agreement
соглашение: agreement
лицензия: license
сертификат: certificate
подписка: subscription
услуга: service
сервис, сервисный: service
тариф: tariff, plan, rate
план: plan
пакет: package, plan, packet
вариант: variant, option
опция: option
набор, комплект: set, kit, bundle
подарок: gift
образец: sample
блюдо: dish, meal
еда, питание: food, meal
меню: menu
напиток: drink, beverage
ингредиент: ingredient
фрукт: fruit
овощ: vegetable
мясо: meat
рыба: fish
молоко, молочный: milk, dairy
хлеб: bread
вино: wine
пиво: beer
кофе: coffee
чай: tea
вода: water
лекарство, препарат, медикамент: medicine, drug, medication
таблетка: pill, tablet
растение: plant
животное, питомец: animal, pet
собака: dog
кошка, кот: cat
лошадь: horse
птица: bird
вес, масса: weight, mass
весить: weight
объем: volume, amount, capacity
размер: size, dimension
длина: length
ширина: width
высота: height, altitude, elevation
глубина: depth
толщина: thickness
площадь: area, square
вместимость: capacity
емкость: capacity, volume
мощность: power, capacity
скорость: speed, velocity
расстояние: distance
дистанция: distance
дальность: range, distance
температура: temperature
влажность: humidity
давление: pressure
цвет: color, colour
форма: form, shape
вкус: taste, flavor
запах: smell
калория, калорийность: calorie
количество: quantity, count, number
штука: piece, unit, quantity
единица: unit
номер: number, no, id, room
код: code
индекс: index, zip code, postal code
идентификатор, айди: id, identifier
ключ: key
ссылка: link, url, reference
сайт: site, website
версия: version
уровень: level
степень: degree
этап, стадия: stage, step, phase
шаг: step
приоритет: priority
приоритетный: priority
порядок: order
`;
