import t from 'tap'
import { missingResource, paypalRefusal, unprocessable } from '../../../../local/gateway/paypal/paypal-answer.ts'
import { read } from '../../../fixtures/gateway/world.ts'

t.strictSame(
  read(paypalRefusal(401, { name: 'AUTHENTICATION_FAILURE', description: 'why' })),
  {
    status: 401,
    body: { name: 'AUTHENTICATION_FAILURE', message: 'why', debug_id: 'f00d', details: [], links: [] },
  },
  'an error has a name',
)
t.match(
  read(unprocessable('INSTRUMENT_DECLINED', 'why', [{ rel: 'redirect' }])),
  {
    status: 422,
    body: {
      name: 'UNPROCESSABLE_ENTITY',
      details: [{ issue: 'INSTRUMENT_DECLINED', description: 'why' }],
      links: [{ rel: 'redirect' }],
    },
  },
  'a refusal has an issue',
)
t.match(read(missingResource()), { status: 404, body: { name: 'RESOURCE_NOT_FOUND' } })
