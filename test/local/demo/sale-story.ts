import t from 'tap'
import { coupon, free, payment, waiting } from '../../../local/demo/sale-story.ts'
import { checkSections } from '../../fixtures/demo/check-sections.ts'

checkSections(
  t,
  [waiting, free, payment, coupon],
  [
    '3. An order waits for its payment',
    '4. A free event needs no payment',
    '5. The gateway reports a payment',
    '6. A coupon',
  ],
)
