import t from 'tap'
import { missingObject, stripeList, stripeRefusal } from '../../../../local/gateway/stripe/stripe-answer.ts'
import { read } from '../../../fixtures/gateway/world.ts'

t.strictSame(
  read(stripeRefusal(400, { message: 'why', code: 'c', param: 'p' })),
  { status: 400, body: { error: { type: 'invalid_request_error', message: 'why', code: 'c', param: 'p' } } },
  'an error has a type, and a code and a parameter if it knows them',
)
t.strictSame(read(stripeRefusal(500, { message: 'why', type: 'api_error' })).body, {
  error: { type: 'api_error', message: 'why' },
})
t.match(read(missingObject('cs_1')), { status: 404, body: { error: { code: 'resource_missing' } } })
t.strictSame(
  [stripeList('/v1/x', [{ id: 1 }, { id: 2 }], 1), stripeList('/v1/x', [{ id: 1 }], 1)].map(one => read(one).body),
  [
    { object: 'list', url: '/v1/x', has_more: true, data: [{ id: 1 }] },
    { object: 'list', url: '/v1/x', has_more: false, data: [{ id: 1 }] },
  ],
  'a list says whether there is more',
)
