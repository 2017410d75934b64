/** Trade and money. */
export const money = `
заказ, заказывать, заказать, заказанный: order, purchase, ordered
покупка, покупать, купить, купленный: purchase, order, sale, buy, bought
продажа, продавать, продать, проданный, продаваемый: sale, sell, sold, order
реализация: sale, implementation
сделка: deal, transaction, trade
торговля: trade, commerce
закупка, закупать, закупочный: purchase, procurement
тендер: tender
аукцион: auction
ставка: rate, bid, bet
предложение: offer, proposal, quote
спрос: demand
корзина: cart, basket
чек: receipt, check, bill, order
счет: invoice, bill, account
фактура: invoice
квитанция: receipt
накладная: waybill, invoice
платеж, платежный: payment, transaction
оплата, оплачивать, оплатить: payment, pay, fee
платить, заплатить: pay, payment
транзакция: transaction
операция: operation, transaction, surgery
перевод: transfer, translation
возврат, возвращать, вернуть: return, refund
возмещение: refund, reimbursement, compensation
компенсация: compensation
взыскание: recovery, penalty
штраф: fine, penalty
пеня, неустойка: penalty
деньги, денежный: money, amount, cash
наличные, наличный: cash
валюта, валютный: currency
курс: course, exchange rate, rate
цена: price, cost
стоимость: cost, price, value, charge
стоить: cost, price
себестоимость: cost, cost price
сумма: amount, total, sum
итог, итого: total
выручка: revenue, sale, turnover, income
оборот: turnover, revenue
доход: income, revenue, earnings
заработать, зарабатывать, заработок: earnings, salary, income, earn
прибыль: profit
маржа: margin
наценка: markup, margin
рентабельность: profitability
убыток: loss
потеря: loss
расход, затрата: expense, cost, spend, spending
трата, тратить, потратить: spend, expense, spending
издержка: cost, expense
бюджет: budget
зарплата, зарплатный, оклад: salary, wage, pay
премия, премиальный: bonus, premium, award
бонус, бонусный: bonus
вознаграждение: reward, remuneration, fee
гонорар: fee
комиссия: commission, fee
сбор: fee, charge, collection
плата: fee, charge, payment
абонентская плата: monthly fee, subscription fee
аренда, арендовать, арендованный: rental, rent, lease, rented
взнос: contribution, fee, installment
аванс: advance
предоплата: prepayment
задаток: deposit
депозит: deposit
вклад: deposit, contribution
кредит, кредитный: credit, loan
заем, ссуда: loan
ипотека: mortgage
долг: debt
задолженность: debt, arrears, outstanding
процент, процентный: percent, percentage, interest
проценты: interest
скидка: discount
акция: promotion, campaign, share, stock
промокод: promo code, coupon
купон: coupon
налог, налоговый: tax
ндс: vat, tax
пошлина: duty, tariff
инвестиция: investment
фонд: fund, foundation
актив: asset
капитал: capital
имущество: property, asset
страховка, страхование: insurance
полис: policy
страховой: insurance
выплата, выплачивать: payout, payment, benefit
претензия: claim, complaint
убыточный: loss
банк, банковский: bank
карта: card, map
банкомат: atm
баланс: balance
сальдо: balance
бухгалтерия: accounting
отчет: report
отчетность: reporting
показатель: metric, indicator, figure
метрика: metric
прогноз: forecast
лимит: limit
порог: threshold
ценность: value
значение: value
клик: click
показ: impression, view, show
просмотр: view
конверсия: conversion
лид: lead
воронка: funnel
кампания: campaign
реклама, рекламный: advertising, ad, advertisement
объявление: ad, announcement, listing
баннер: banner
рассылка: newsletter, mailing
сегмент: segment
канал: channel
источник: source
`;
