import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { syncConference } from '../../hooks/sync/conference/conference.ts'
import { aConference, aNamespace } from '../../test/fixtures/objects.ts'
import { conferenceRequest } from '../../test/fixtures/requests.ts'
import type { Simulation } from '../simulation.ts'
import { namespace } from './api-server.ts'
import { type Controller, orderController } from './controllers.ts'
import { kindNames, ownerOf, type Stored } from './stored.ts'

/** A UUID for a uid of the simulation, which is a short number. */
function uuid(number: string): string {
  return `00000001-0000-4000-8000-${number.padStart(12, '0')}`
}

/** The conference, its namespace, and all stored objects in the order of their writes. */
export function archivedObjects({ store, clock }: Simulation): ArchivedObject[] {
  const stored = kindNames.flatMap<Stored>(kind => store.list(kind))
  const inOrder = stored.sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
  const own = aNamespace({ name: namespace, metadata: { uid: 'uid-999999' } })
  const conference = aConference({ name: namespace, metadata: { uid: 'uid-999998' } })
  const { status } = syncConference(conferenceRequest(conference, { own: [own] }), clock.now)
  const owner = { apiVersion, kind: 'Conference', name: namespace, uid: 'uid-999998', controller: true }
  const around = [
    { ...conference, status: { ...status, observedGeneration: 1 } },
    { ...own, metadata: { ...own.metadata, ownerReferences: [owner] } },
  ]
  const text = JSON.stringify([...around, ...inOrder])
  return JSON.parse(text.replaceAll(/\buid-(\d+)\b/g, (_, number) => uuid(number)))
}

/** The input of one hook call: the parent, and the children that its controller sees. */
export interface Question {
  controller: Controller
  parent: Stored
  seen: Parameters<Controller['sync']>[1]
}

/** The hook calls of an engine that starts and sees all these objects. */
export function questionsOf(objects: readonly ArchivedObject[]): Question[] {
  const objectsOf = (kind: string) => objects.filter(object => object.kind === kind) as unknown as Stored[]
  const controller = orderController
  return objectsOf(controller.parent).map(parent => {
    const { uid } = parent.metadata
    const children = controller.children.map(kind => [kind, objectsOf(kind).filter(child => ownerOf(child) === uid)])
    return { controller, parent, seen: Object.fromEntries(children) }
  })
}
