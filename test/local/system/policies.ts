import t from 'tap'
import { waitForPolicies } from '../../../local/system/policies.ts'

/** An API server that gives these answers to the creations of the ConfigMap, and the last one for ever. */
function answers(...all: { stdout?: string; stderr?: string }[]) {
  const tries: string[] = []
  const stored = new Set<string>()
  const kubectl = async (args: string[], input = '') => {
    const [verb, where = ''] = args
    if (where.startsWith('--raw=')) {
      const { stdout = '', stderr = '' } = all[Math.min(tries.length, all.length - 1)] ?? {}
      tries.push(`${where} ${JSON.parse(input).metadata.name}`)
      return { code: stderr === '' ? 0 : 1, stdout, stderr }
    }
    for (const { kind, metadata, spec } of JSON.parse(input).items) {
      const object = JSON.stringify({ kind, name: metadata.name, spec })
      if (verb === 'create') stored.add(object)
      else stored.delete(object)
    }
    return { code: 0, stdout: '', stderr: '' }
  }
  return { kubectl, tries, stored }
}

const refused = { stderr: "configmaps is forbidden: ValidatingAdmissionPolicy 'x' with binding 'x' denied it" }
const notFound = { stderr: 'namespaces "default" not found' }
const created = { stdout: '{"kind":"ConfigMap"}\n' }

t.test('it stores a last policy, tries what that refuses until it is refused, and removes it', async t => {
  const { kubectl, tries, stored } = answers(notFound, created, refused)
  let bound = ''
  const watching: typeof kubectl = async (args, input) => {
    bound ||= [...stored].join('\n')
    return kubectl(args, input)
  }
  await waitForPolicies({ kubectl: watching }, { pauseMs: 1, patienceMs: 10_000 })
  const [name = ''] = /kconference-wait-[0-9a-f-]{36}/.exec(bound) ?? []
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }
  t.strictSame(
    bound.split('\n').map(object => JSON.parse(object)),
    [
      {
        kind: 'ValidatingAdmissionPolicy',
        name,
        spec: {
          matchConstraints: { resourceRules: [rule] },
          validations: [{ expression: `object.metadata.name != '${name}'` }],
        },
      },
      {
        kind: 'ValidatingAdmissionPolicyBinding',
        name,
        spec: { policyName: name, validationActions: ['Deny'] },
      },
    ],
  )
  t.strictSame(tries, Array(3).fill(`--raw=/api/v1/namespaces/default/configmaps?dryRun=All ${name}`))
  t.strictSame([...stored], [])
})

t.test('a single refusal is enough', async t => {
  const { kubectl, tries } = answers(refused)
  await waitForPolicies({ kubectl })
  t.equal(tries.length, 1)
})

t.test('after its patience it throws the last answer, and leaves no policy behind', async t => {
  const { kubectl, stored } = answers(created)
  await t.rejects(waitForPolicies({ kubectl }, { pauseMs: 1, patienceMs: 5 }), {
    message:
      /^Cannot wait for the policies: the policy "kconference-wait-[^"]*" must refuse; the last answer was: \{"kind":"ConfigMap"\}$/,
  })
  t.strictSame([...stored], [])
})

t.test('it throws if the policy cannot be written', async t => {
  const kubectl = async () => ({ code: 1, stdout: '', stderr: 'forbidden\n' })
  await t.rejects(waitForPolicies({ kubectl }), {
    message: /^Cannot write the policy "kconference-wait-[^"]*": kubectl must succeed: forbidden$/,
  })
})
