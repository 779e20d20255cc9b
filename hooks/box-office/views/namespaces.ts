import { restoringAnnotation } from '../../schema/backup.ts'

/** Which namespaces there are, and which of them the box office must leave alone. */
export interface Namespaces {
  /** What the watch shows of one: undefined once it is gone. */
  see(name: string, namespace: object | undefined): void
  has(name: string): boolean
  /** Why nothing is decided in it; undefined for one that is open. */
  closedReason(name: string): string | undefined
}

/** What is read of a Namespace: a list leaves apiVersion and kind out of its items. */
interface NamespaceObject {
  metadata?: { deletionTimestamp?: unknown; annotations?: Record<string, unknown> }
  status?: { phase?: unknown }
}

export function createNamespaces(): Namespaces {
  const known = new Map<string, string | undefined>()
  return {
    see(name, namespace) {
      if (namespace === undefined) known.delete(name)
      else known.set(name, reasonToLeave(name, namespace))
    },
    has: name => known.has(name),
    closedReason: name => (known.has(name) ? known.get(name) : `The namespace "${name}" does not exist`),
  }
}

function reasonToLeave(name: string, { metadata, status }: NamespaceObject): string | undefined {
  if (metadata?.deletionTimestamp !== undefined || status?.phase !== 'Active') {
    return `The namespace "${name}" is being deleted`
  }
  return metadata?.annotations?.[restoringAnnotation] === undefined
    ? undefined
    : `The namespace "${name}" is being restored (annotation ${restoringAnnotation})`
}
