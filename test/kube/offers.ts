import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import { connectOffers } from '../../hooks/kube/offers.ts'
import { writeKubeconfig } from '../../local/control-plane/kubeconfig.ts'
import { find, rendered } from '../fixtures/chart.ts'
import { startTestKinds } from '../fixtures/kinds.ts'
import { manifest, namespace } from '../fixtures/manifests.ts'

t.test('with the rights of the admission webhook, on a real API server', async t => {
  const { controlPlane, api } = await startTestKinds(t)
  const { kubectl, folder, url, ca } = controlPlane
  const objects = await rendered('{ payments: { paypalVerification: "off" }, admission: { enabled: true } }')
  await kubectl(['create', 'namespace', 'kconference-system'])
  for (const kind of ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding']) {
    const object = JSON.stringify(find(objects, kind, 'kconference-admission'))
    t.match(await kubectl(['create', '--filename=-'], object), { code: 0 })
  }
  const token = await kubectl(['create', 'token', 'kconference-admission', '--namespace=kconference-system'])
  const tokenFile = join(folder, 'admission.token')
  await writeFile(tokenFile, token.stdout)
  const kubeconfig = join(folder, 'admission.kubeconfig')
  writeKubeconfig(kubeconfig, { server: url, ca, user: { tokenFile } })
  const offers = connectOffers(readCredentials({ kubeconfig }))
  const plan = await api.create(manifest({ kind: 'Plan', name: 'early-bird' }))
  const coupon = await api.create(manifest({ kind: 'Coupon', name: 'discount' }))
  const signal = AbortSignal.timeout(60_000)

  t.match(await offers.getPlan({ namespace, name: 'early-bird' }, signal), { metadata: { uid: plan.metadata?.uid } })
  t.match(await offers.getCoupon({ namespace, name: 'discount' }, signal), { metadata: { uid: coupon.metadata?.uid } })
  t.equal(await offers.getPlan({ namespace, name: 'nobody' }, signal), undefined)
  t.equal(await offers.getCoupon({ namespace: 'nowhere', name: 'discount' }, signal), undefined)
  await t.rejects(offers.getPlan({ namespace, name: 'early-bird' }, AbortSignal.abort()), { name: 'KubeError' })
  const can = async (verb: string, resource: string) =>
    (
      await kubectl([
        'auth',
        'can-i',
        verb,
        resource,
        '--as=system:serviceaccount:kconference-system:kconference-admission',
      ])
    ).stdout
  t.equal(await can('list', 'plans.app.corley.it'), 'no\n')
  t.equal(await can('get', 'orders.app.corley.it'), 'no\n')
})
