import t from 'tap'
import {
  deadlineText,
  localPath,
  moneyText,
  priceText,
  readingOf,
  timeText,
} from '../../../hooks/shop/pages/context.ts'
import { aConferenceView, aContext, minuteMs, now } from '../../fixtures/shop/views.ts'

t.strictSame(
  [
    localPath('/conf', aContext()),
    localPath('/conf', aContext({ isChosen: true, language: 'de' })),
    localPath('/conf', aContext({ isChosen: true }), { plan: 'a&b=ü', coupon: undefined, quantity: '\uD800' }),
  ],
  ['/conf', '/conf?lang=de', '/conf?plan=a%26b%3D%C3%BC&quantity=%EF%BF%BD&lang=en'],
  'links keep the language that the address named, and carry their query safely',
)
t.strictSame(
  readingOf(aContext(), aConferenceView()),
  { language: 'en', timeZone: 'Europe/Rome' },
  'times are read in the zone of the conference',
)
t.strictSame(
  [
    priceText('29.90', 'EUR', aContext()),
    priceText('0.00', 'EUR', aContext()),
    priceText('0', 'JPY', aContext({ language: 'de' })),
    moneyText('0.00', 'EUR', aContext()),
    priceText(undefined, 'EUR', aContext()),
  ],
  ['€29.90', 'Free', 'Kostenlos', '€0.00', 'not payable in this currency'],
  'a price of nothing is free, a sum of nothing is a sum, and without an amount nothing can be paid',
)
t.strictSame(
  [timeText(now, aContext(), aConferenceView()), deadlineText(now + minuteMs, aContext(), aConferenceView())],
  ['1 Mar 2027, 10:00 CET', '10:01 CET'],
  'a time has its day, and a deadline of today only its hour',
)
