import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { install } from '../../../local/system/install.ts'

/** A helm that records its arguments, and a kubectl that does the same and fails for the arguments in `failing`. */
function tools(t: Test, { failing = '', helm = 'exit 0' } = {}) {
  const folder = t.testdir({
    helm: `#!/bin/sh\nprintf '%s\\n' "$@" > ${t.testdirName}/called\nenv | grep -E '^(HELM_|HOME=|KUBECONFIG=)' >> ${t.testdirName}/called\n${helm}\n`,
  })
  chmodSync(join(folder, 'helm'), 0o755)
  const calls: unknown[] = []
  const kubectl = async (args: string[], input?: string) => {
    calls.push(input === undefined ? args : [...args, JSON.parse(input)])
    return { code: args[0] === failing ? 1 : 0, stdout: 'out\n', stderr: 'err\n' }
  }
  const controlPlane = { kubectl, kubeconfig: '/etc/kubeconfig', folder }
  return { calls, controlPlane, called: () => readFileSync(join(folder, 'called'), 'utf8').trim().split('\n') }
}

const options = { root: '/project', hooksUrl: 'http://127.0.0.1:8080' }

t.test('CRDs, accounts and the chart are installed, in this order, without the helm settings of the user', async t => {
  process.env.HELM_NAMESPACE = 'elsewhere'
  const { calls, controlPlane, called } = tools(t)
  const { folder } = controlPlane
  await install(controlPlane, { ...options, bin: folder })
  t.strictSame(calls, [
    ['apply', '--server-side', '--filename=/project/local/crds'],
    [
      'apply',
      '--filename=-',
      {
        apiVersion: 'v1',
        kind: 'List',
        items: [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kconference-system' } },
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'metacontroller' } },
          {
            apiVersion: 'v1',
            kind: 'ServiceAccount',
            metadata: { name: 'metacontroller', namespace: 'metacontroller' },
          },
        ],
      },
    ],
    ['wait', '--for=condition=Established', '--filename=/project/local/crds'],
    [
      'delete',
      'secret',
      '--namespace=kconference-system',
      '--selector=owner=helm,status in (pending-install,pending-upgrade,pending-rollback,failed)',
    ],
  ])
  t.strictSame(
    called().sort(),
    [
      'upgrade',
      '--install',
      'kconference',
      '/project/charts/kconference',
      '--namespace=kconference-system',
      '--kubeconfig=/etc/kubeconfig',
      '--set-string=hooks.url=http://127.0.0.1:8080',
      '--set-string=payments.paypalVerification=off',
      ...['HOME', 'HELM_CACHE_HOME', 'HELM_CONFIG_HOME', 'HELM_DATA_HOME'].map(name => `${name}=${folder}/helm`),
    ].sort(),
  )
})

t.test('another chart, or the package of one, replaces that of the project', async t => {
  const { controlPlane, called } = tools(t)
  await install(controlPlane, { ...options, bin: controlPlane.folder, chart: '/packages/kconference-0.1.0.tgz' })
  t.strictSame(called().slice(0, 4), ['upgrade', '--install', 'kconference', '/packages/kconference-0.1.0.tgz'])
})

t.test('further values of the chart are passed to helm', async t => {
  const { controlPlane, called } = tools(t, { helm: `cat >> ${t.testdirName}/called` })
  await install(controlPlane, { ...options, bin: controlPlane.folder, values: { policies: { enabled: false } } })
  t.ok(called().includes('--values=-'))
  t.equal(called().at(-1), '{"policies":{"enabled":false}}')
})

t.test('a step that fails is one sentence with its output', async t => {
  const steps = [
    ['apply', 'apply the CRDs of the engine'],
    ['wait', 'wait for the CRDs of the engine'],
    ['delete', 'forget unfinished releases'],
  ] as const
  for (const [failing, attempt] of steps) {
    const { controlPlane } = tools(t, { failing })
    await t.rejects(install(controlPlane, { ...options, bin: controlPlane.folder }), {
      message: `Cannot finish step "${attempt}": it must succeed, but ended with code 1:\nout\nerr`,
    })
  }
  const { controlPlane } = tools(t, { helm: 'echo no chart >&2; exit 3' })
  await t.rejects(install(controlPlane, { ...options, bin: controlPlane.folder }), {
    message: 'Cannot finish step "install the chart": it must succeed, but ended with code 3:\nno chart',
  })
})
