import { restoringAnnotation } from '../../schema/backup.ts'

/** The existing namespaces, and those among them that are closed to the box office. */
export interface Namespaces {
  /** Takes a namespace that the watch shows; undefined after its deletion. */
  see(name: string, namespace: object | undefined): void
  has(name: string): boolean
  /** The reason why nothing is decided in it; undefined if it is open. */
  closedReason(name: string): string | undefined
  /** Whether a restore writes its objects, and may delete them again. */
  isRestoring(name: string): boolean
}

/** The fields of a Namespace that matter here; a list omits apiVersion and kind of its items. */
interface NamespaceObject {
  metadata?: { deletionTimestamp?: unknown; annotations?: Record<string, unknown> }
  status?: { phase?: unknown }
}

export function createNamespaces(): Namespaces {
  const known = new Map<string, string | undefined>()
  const restoring = new Set<string>()
  return {
    see(name, namespace?: NamespaceObject) {
      if (namespace === undefined) known.delete(name)
      else known.set(name, reasonToLeave(name, namespace))
      if (namespace !== undefined && isMarked(namespace)) restoring.add(name)
      else restoring.delete(name)
    },
    has: name => known.has(name),
    closedReason: name => (known.has(name) ? known.get(name) : `The namespace "${name}" does not exist`),
    isRestoring: name => restoring.has(name),
  }
}

function isMarked({ metadata }: NamespaceObject): boolean {
  return metadata?.annotations?.[restoringAnnotation] !== undefined
}

function reasonToLeave(name: string, namespace: NamespaceObject): string | undefined {
  const { metadata, status } = namespace
  if (metadata?.deletionTimestamp !== undefined || status?.phase !== 'Active') {
    return `The namespace "${name}" is being deleted`
  }
  return isMarked(namespace)
    ? `The namespace "${name}" is being restored (annotation ${restoringAnnotation})`
    : undefined
}
