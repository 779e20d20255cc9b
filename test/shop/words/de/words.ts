import t from 'tap'
import { german } from '../../../../hooks/shop/words/de/words.ts'
import { english } from '../../../../hooks/shop/words/en/words.ts'
import { textsOf } from '../../../fixtures/shop/words.ts'

const same = [...textsOf(english)].flatMap(([key, texts]) => (textsOf(german).get(key)?.[0] === texts[0] ? key : []))
t.strictSame(
  same,
  [
    'conference.tickets',
    'frame.shop',
    'order.ticket',
    'order.quantity',
    'pay.methods.PAYPAL',
    'ticket.ticket',
    'ticket.numbered',
  ],
  'only words that both languages have are equal to English',
)
