import t from 'tap'
import { describeFailure } from '../../hooks/backup/next-step.ts'
import { KubeError } from '../../hooks/kube/api.ts'

const told = (code: number | undefined, message: string) =>
  describeFailure(new KubeError(message, { code, reason: 'Told' }), 'take it again')

t.equal(
  told(403, 'plans.app.corley.it is forbidden: User "x" cannot list resource "plans"'),
  'plans.app.corley.it is forbidden: User "x" cannot list resource "plans"; use the account kconference-backup of docs/backup.md, or give this one that right, then take it again',
  'a missing right is named, with the account that has it',
)
t.equal(
  told(401, 'Unauthorized'),
  'Unauthorized; create a new token for the account, then take it again',
  'an expired token must be renewed',
)
for (const code of [undefined, 410, 500])
  t.equal(
    told(code, 'the connection was lost'),
    'the connection was lost; take it again',
    'a temporary failure needs a retry only',
  )
