import type { Conference } from '../../schema/conference.ts'
import type { CustomizeResponse } from '../../schema/envelope.ts'

// Metacontroller keeps these answers by uid and generation: they may depend on names and spec only, never on labels or status.

/** A conference looks at the namespace of its name, its own or not. */
export function customizeConference({ metadata: { name } }: Conference): CustomizeResponse {
  return { relatedResources: [{ apiVersion: 'v1', resource: 'namespaces', names: [name] }] }
}
