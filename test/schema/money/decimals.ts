import t from 'tap'
import { decimalsRule, positiveAmount } from '../../../hooks/schema/money/decimals.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const amount = positiveAmount({
  description: 'The amount.',
  rules: [{ rule: 'self == oldSelf', message: 'amount must not change' }],
})

for (const right of ['1', '0.01', '29.90', '9.995', '999999999999']) t.equal(misfit(amount, right), undefined, right)
for (const wrong of ['-1', '1.', '.5', '1.0000', '1e3', '1000000000000'])
  t.match(misfit(amount, wrong), 'must match pattern', wrong)
t.match(
  amount,
  {
    description: 'The amount.',
    'x-kubernetes-validations': [
      { rule: "self.matches('[1-9]')", message: 'must be above 0' },
      { message: 'amount must not change' },
    ],
  },
  'the API server refuses 0.00, and further rules follow',
)
t.match(positiveAmount({ description: 'The amount.' }), {
  'x-kubernetes-validations': [{ message: 'must be above 0' }],
})

const { rule, message } = decimalsRule('gross')
t.equal(message, 'gross must have at most the decimals of its currency')
t.match(rule, /^self\.gross\.matches\(self\.currency in \['BIF', .*'JPY'.* \? '\^-\?\[0-9\]\+\$' : /)
t.match(rule, /self\.currency in \['BHD', .*'KWD'.* \? '.*\{1,3\}\)\?\$' : '.*\{1,2\}\)\?\$'\)$/)
