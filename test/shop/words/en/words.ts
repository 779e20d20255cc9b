import t from 'tap'
import { english } from '../../../../hooks/shop/words/en/words.ts'
import { textsOf } from '../../../fixtures/shop/words.ts'

const { frame, conference, standing, order } = english

t.strictSame(
  [frame.tickets(1), frame.tickets(2), conference.left(1), standing.waitedBefore(0), standing.waitedBefore(3)],
  [
    '1 ticket',
    '2 tickets',
    '1 left',
    'No order waited before yours when you joined.',
    '3 orders waited before yours when you joined.',
  ],
  'nouns agree with their numbers',
)
t.equal(
  standing.held.payBy('€59.80', '14:45 CET'),
  'Pay €59.80 by 14:45 CET to receive your tickets.',
  'a held order shows the amount to pay, and the time by which to pay it',
)
t.strictSame(
  [...textsOf(english)].flatMap(([key, texts]) =>
    texts.some(text => /!|hurry|only \d|last chance/i.test(text)) ? key : [],
  ),
  [],
  'no text urges the buyer',
)
t.equal(order.cancelConfirm, 'Yes, cancel the order for good', 'the button of a cancellation says what it does')
