import { isDeepStrictEqual } from 'node:util'
import { timestamp } from '../../../hooks/rules/time.ts'
import type { Conference } from '../../../hooks/schema/conference.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Namespace } from '../../../hooks/schema/namespace.ts'
import { syncConference } from '../../../hooks/sync/conference/conference.ts'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { conferenceRequest } from '../../../test/fixtures/requests.ts'
import { mergePatch } from './merge-patch.ts'

/** A conference and its namespace: the simulation itself plays within one namespace, and has neither object. */
export interface SimulatedConference {
  create(name: string, spec: object): void
  edit(spec: object): void
  remove(): void
  /** Calls the hook until its answer changes nothing. */
  sync(): void
  conference(): Conference | undefined
  objects(): KubeObject[]
}

export function simulateConference(now: () => number): SimulatedConference {
  let made = 0
  let conference: Conference | undefined
  let namespace: Namespace | undefined
  return {
    create(name, spec) {
      made += 1
      const metadata = { name, uid: `conference-${made}`, generation: 1, creationTimestamp: timestamp(now()) }
      conference = { apiVersion, kind: 'Conference', metadata, spec } as Conference
    },
    edit(spec) {
      if (conference === undefined) return
      const { metadata } = conference
      const generation = (metadata.generation ?? 0) + 1
      conference = {
        ...conference,
        metadata: { ...metadata, generation },
        spec: mergePatch(conference.spec, spec),
      } as Conference
    },
    remove() {
      conference = undefined
      namespace = undefined
    },
    sync() {
      for (let before: unknown; conference !== undefined && !isDeepStrictEqual(before, [conference, namespace]); ) {
        before = [conference, namespace]
        const own = namespace === undefined ? [] : [namespace]
        const { status, children } = syncConference(conferenceRequest(conference, { own }), now())
        namespace = namespaceOf(conference, children[0]?.metadata.labels)
        conference = { ...conference, status: { ...status, observedGeneration: conference.metadata.generation ?? 0 } }
      }
    },
    conference: () => conference,
    objects: () => [conference, namespace].filter(object => object !== undefined) as KubeObject[],
  }
}

/** The namespace as the engine creates it, with the fields that Kubernetes adds to every namespace. */
function namespaceOf({ metadata: { name, uid } }: Conference, labels: Record<string, string> | undefined): Namespace {
  const owner = { apiVersion, kind: 'Conference', name, uid, controller: true, blockOwnerDeletion: true }
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      uid: `namespace-of-${uid}`,
      creationTimestamp: '2026-11-20T08:00:00Z',
      labels: { ...labels, 'controller-uid': uid, 'kubernetes.io/metadata.name': name },
      ownerReferences: [owner],
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  } as Namespace
}
