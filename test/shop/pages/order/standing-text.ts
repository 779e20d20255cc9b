import t from 'tap'
import type { OrderView } from '../../../../hooks/shop/model/order-view.ts'
import { standingText } from '../../../../hooks/shop/pages/order/standing-text.ts'
import { aContext, anOrderView, aTicketView, minuteMs, now } from '../../../fixtures/shop/views.ts'

function wordsOf(view: Partial<OrderView>): string {
  const { title, sentences } = standingText(anOrderView(view), aContext())
  return [title, ...sentences].join(' | ')
}
const paid = { paid: '59.80' }
const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
const in5Minutes = { expiresAt: now + 5 * minuteMs }

t.strictSame(
  [
    wordsOf({ state: 'reserving' }),
    wordsOf({ state: 'held', due: '59.80', ...in5Minutes }),
    wordsOf({ state: 'held' }),
    wordsOf({ state: 'held', due: '59.80', expiresAt: now }),
    wordsOf({ state: 'underpaid', paid: '10.00', due: '49.80', ...in5Minutes }),
    wordsOf({ state: 'underpaid', paid: '10.00', due: '49.80' }),
    wordsOf({ state: 'held', announced: '59.80', ...in5Minutes }),
    wordsOf({ state: 'underpaid', announced: '49.80' }),
    wordsOf({ state: 'held', announced: '59.80', expiresAt: now }),
    wordsOf({ state: 'waiting', waitedBefore: 3, waitlist: { minutes: 15 } }),
    wordsOf({ state: 'waiting', waitlist: { minutes: 1, left: 1 } }),
    wordsOf({ state: 'waiting', waitlist: { minutes: 15, isClosed: true, left: 2 } }),
    wordsOf({ state: 'waiting', quantity: 1 }),
  ],
  [
    'Reserving your tickets | This takes a moment.',
    'Your tickets are held for you | Pay €59.80 by 10:05 CET to receive your tickets.',
    'Your tickets are held for you | Pay €59.80 to receive your tickets.',
    'The time to pay has ended | Your tickets are being released.',
    'A part of the price is paid | €10.00 of €59.80 is paid. Pay €49.80 more by 10:05 CET.',
    'A part of the price is paid | €10.00 of €59.80 is paid. Pay €49.80 more.',
    'Your payment is on its way | €59.80 is announced; your tickets are kept until 10:05 CET.',
    'Your payment is on its way | €49.80 is announced; your tickets are kept for you.',
    'The time to pay has ended | Your tickets are being released.',
    'You are on the waitlist | You have nothing to pay now. No message is sent. Open this page often: when tickets are held for you, you have 15 minutes to pay. An order for fewer tickets can be served before yours. | 3 orders waited before yours when you joined.',
    'You are on the waitlist | You have nothing to pay now. No message is sent. Open this page often: when tickets are held for you, you have 1 minute to pay. An order for fewer tickets can be served before yours. 1 is left: lower the number to get it now.',
    'You are on the waitlist | You have nothing to pay now. The sale is closed, and nobody on the waitlist is served now.',
    'You are on the waitlist | You have nothing to pay now. No message is sent. Open this page often.',
  ],
  'an order that is not decided says what is next',
)
t.strictSame(
  [
    wordsOf({ state: 'confirming', reason: 'PaymentReceived', ...paid }),
    wordsOf({ state: 'confirming', reason: 'FreeOrder' }),
    wordsOf({ state: 'confirmed', tickets: [aTicketView()], ticketsAwaited: 1 }),
    wordsOf({ state: 'confirmed', tickets: [aTicketView(), aTicketView({ attendee })] }),
    wordsOf({ state: 'confirmed', tickets: [aTicketView({ attendee })] }),
    wordsOf({ state: 'empty' }),
  ],
  [
    'Your payment has arrived | Your tickets are being issued.',
    'Your tickets are reserved | There is nothing to pay. Your tickets are being issued.',
    'Your tickets are being issued | 1 of 2 tickets is ready.',
    'Your tickets are ready | Put a name on each ticket, print it or save it to your calendar.',
    'Your tickets are ready | Print your tickets or save them to your calendar.',
    'This order has no tickets | Choose a number of tickets below, or place another order.',
  ],
  'an order that is sold says which tickets are ready',
)
t.strictSame(
  [
    wordsOf({ state: 'refused', reason: 'SaleOver' }),
    wordsOf({ state: 'refused', reason: 'toString', ...paid }),
    wordsOf({ state: 'expired', reason: 'Expired' }),
    wordsOf({ state: 'expired', reason: 'Unseated', ...paid }),
    wordsOf({ state: 'cancelled' }),
    wordsOf({ state: 'refunded' }),
  ],
  [
    'Your order was not accepted | The sale of this ticket has ended. | You have paid nothing.',
    'Your order was not accepted | The box office could not accept it.',
    'The time to pay has ended | Your tickets were released for other buyers. | You have paid nothing.',
    'Your payment arrived too late | The tickets had been released, and could no longer be sold for this order.',
    'This order is cancelled | Its tickets are no longer valid.',
    'This order was refunded | Its tickets are no longer valid.',
  ],
  'an order that has ended says why',
)

const paying = (state: 'looking' | 'lookingDelayed') => ({
  payment: { methods: [], attempt: { provider: 'STRIPE' as const, state } },
})
t.strictSame(
  [
    wordsOf({ state: 'held', due: '59.80', ...paying('looking'), ...in5Minutes }),
    wordsOf({ state: 'expired', reason: 'Expired', ...paying('lookingDelayed') }),
  ],
  [
    'We are checking your payment | This page shows your tickets in a moment. Please do not pay again.',
    'We are checking your payment | The payment service does not answer right now. This page shows the result as soon as it does. Please do not pay again.',
  ],
  'a payment that is looked at comes before the hold and its end, and nobody says that nothing was paid',
)
