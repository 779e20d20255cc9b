import t from 'tap'
import { withoutDecimals, withoutDecimalsAtGateways, withThreeDecimals } from '../../hooks/rules/currency.ts'

t.equal(withoutDecimals.length, 17)
t.equal(withThreeDecimals.length, 7)
t.ok(
  [...withoutDecimals, ...withThreeDecimals].every(code => /^[A-Z]{3}$/.test(code)),
  'every code has three letters',
)
t.strictSame(withoutDecimalsAtGateways, ['HUF', 'TWD'])
t.notOk(
  withoutDecimals.some(code => withThreeDecimals.includes(code)),
  'no currency is in both lists',
)
