import { KubeError } from '../../../hooks/kube/api.ts'
import { namespace } from '../../server/api-server.ts'
import { kindNames, type Stored } from '../../server/stored.ts'
import type { Simulation } from '../../simulation.ts'
import type { Write } from '../step.ts'
import { mergePatch } from './merge-patch.ts'
import type { SimulatedConference } from './simulated-conference.ts'

/** Writes to the simulation's API server; throws a KubeError when it refuses. */
export function simulateWrite(step: Write, { api, store }: Simulation, realm: SimulatedConference): void {
  const { kind, name } = step
  if (kind === 'Conference') {
    writeConference(step, { api, store }, realm)
    return
  }
  switch (step.does) {
    case 'create':
      if (realm.conference() === undefined) throw new KubeError(namespace, { code: 404, reason: 'NotFound' })
      api.create(kind, { metadata: { name }, spec: step.spec as never })
      break
    case 'edit':
      api.patch(kind, name, mergePatch(store.get(kind, name)?.spec ?? {}, step.spec))
      break
    case 'scale':
      api.patch('Order', name, { quantity: step.quantity })
      break
    case 'replace':
      api.replace(kind, replacement(api.get(kind, name), step) as never)
      break
    case 'write the status': {
      const object = api.get(step.kind, name)
      const spec = { ...object.spec, ...step.spec }
      api.replaceStatus(step.kind, { ...object, spec, status: { ...object.status, ...step.status } } as never)
      break
    }
    case 'delete':
      api.remove(kind, name)
      break
    case 'delete another':
      api.remove(kind, name, 'another')
      break
  }
}

/** Writes a conference. Its deletion deletes every object in its namespace. */
function writeConference(
  step: Write,
  { api, store }: Pick<Simulation, 'api' | 'store'>,
  realm: SimulatedConference,
): void {
  if (step.does === 'create') realm.create(step.name, step.spec)
  if (step.does === 'edit') realm.edit(step.spec)
  if (step.does !== 'delete') return
  realm.remove()
  for (const kind of kindNames) for (const { metadata } of store.list(kind)) api.remove(kind, metadata.name)
}

function replacement(object: Stored, { spec, seen }: { spec: object; seen: 'now' | 'before' }): object {
  const { resourceVersion } = object.metadata
  const version = seen === 'now' ? resourceVersion : String(Number(resourceVersion) - 1)
  return { ...object, metadata: { ...object.metadata, resourceVersion: version }, spec: { ...object.spec, ...spec } }
}
