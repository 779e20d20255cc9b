import t from 'tap'
import { type AttemptState, isLookedAt } from '../../../hooks/shop/model/payment-view.ts'

const states: AttemptState[] = ['opening', 'delayed', 'open', 'looking', 'lookingDelayed', 'declined', 'timedOut']
t.strictSame(
  states.filter(state => isLookedAt({ methods: [], attempt: { provider: 'STRIPE', state } })),
  ['looking', 'lookingDelayed'],
  'money may be moving while a payment is looked at',
)
t.strictSame([undefined, { methods: [] }].map(isLookedAt), [false, false], 'and not without one')
