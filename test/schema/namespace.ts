import t from 'tap'
import { isKubernetesLabel, Namespace } from '../../hooks/schema/namespace.ts'
import { aNamespace, aPlan } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

t.equal(misfit(Namespace, aNamespace()), undefined, 'a namespace fits')
t.equal(
  misfit(Namespace, { ...aNamespace(), spec: { finalizers: ['kubernetes'] } }),
  undefined,
  'with fields that nobody reads',
)
t.equal(misfit(Namespace, { ...aNamespace(), status: undefined }), undefined, 'and before it has a phase')
t.equal(misfit(Namespace, aPlan()), 'it/kind must be equal to one of the allowed values', 'no other kind does')

for (const key of ['kubernetes.io/x', 'k8s.io/x', 'pod-security.kubernetes.io/enforce', 'topology.k8s.io/zone'])
  t.equal(isKubernetesLabel(key), true, key)
for (const key of ['team', 'example.com/k8s.io', 'mykubernetes.io/x', 'kubernetes.io', 'kubernetes.iox/y'])
  t.equal(isKubernetesLabel(key), false, key)
