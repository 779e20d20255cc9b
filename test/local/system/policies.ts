import t from 'tap'
import { waitForPolicies } from '../../../local/system/policies.ts'

/** An API server that gives these answers one after the other, and the last one for ever. */
function answers(...all: { stdout?: string; stderr?: string }[]) {
  const calls: unknown[] = []
  const kubectl = async (args: string[], input = '') => {
    const { stdout = '', stderr = '' } = all[Math.min(calls.length, all.length - 1)] ?? {}
    calls.push([...args, JSON.parse(input)])
    return { code: stderr === '' ? 0 : 1, stdout, stderr }
  }
  return { kubectl, calls }
}

const refused = {
  stderr: "ValidatingAdmissionPolicy 'kconference-tickets' with binding 'kconference-tickets' denied it",
}
const notFound = { stderr: 'the server could not find the requested resource' }

t.test('creates a ticket as a dry run until that is refused', async t => {
  const { kubectl, calls } = answers(notFound, { stdout: '{"kind":"Ticket"}' }, refused)
  await waitForPolicies({ kubectl }, { pauseMs: 1, patienceMs: 10_000 })
  t.equal(calls.length, 3)
  t.match(calls[0], [
    'create',
    '--raw=/apis/app.corley.it/v1/namespaces/default/tickets?dryRun=All',
    '--filename=-',
    { kind: 'Ticket', spec: { orderRef: 'none' } },
  ])
})

t.test('a single refusal is enough', async t => {
  const { kubectl, calls } = answers(refused)
  await waitForPolicies({ kubectl })
  t.equal(calls.length, 1)
})

t.test('after its patience it throws the last answer', async t => {
  const { kubectl } = answers({ stdout: '{"kind":"Ticket"}\n' })
  await t.rejects(waitForPolicies({ kubectl }, { pauseMs: 1, patienceMs: 5 }), {
    message:
      'Cannot wait for the policies: a ticket created by hand must be refused; the last answer was: {"kind":"Ticket"}',
  })
})
