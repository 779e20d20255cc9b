import t from 'tap'
import { checkoutName, mostNumbers, numberedName, refundName } from '../../../hooks/schema/money/numbered-name.ts'

t.equal(checkoutName('web-abcdefghijkl2', 1), 'web-abcdefghijkl2-1')
t.equal(refundName('stripe-0123456789abcdef', 99), 'stripe-0123456789abcdef-99')
t.ok(checkoutName('x'.repeat(55), mostNumbers).length <= 63, 'each can be the value of a label')
t.ok(refundName('x'.repeat(60), mostNumbers).length <= 63)
t.strictSame(numberedName('orderRef'), {
  rule: "oldSelf.hasValue() || (self.metadata.name.startsWith(self.spec.orderRef + '-') && self.metadata.name.substring(size(self.spec.orderRef) + 1).matches('^[1-9][0-9]?$'))",
  message: 'metadata.name must be spec.orderRef, a hyphen, and a number from 1 to 99',
  optionalOldSelf: true,
})
