import type { RealmChange } from './log/log-entry.ts'

interface Deletable {
  metadata?: { deletionTimestamp?: string }
}

/** I9: the namespace of a conference is deleted only after the conference; no other namespace is deleted. */
export function createRealms(): { check(change: RealmChange): string | undefined } {
  const leaving = new Set<string>()
  return {
    check({ kind, name, after }) {
      if (kind === 'Conference') {
        const isLeaving = after === undefined || (after as Deletable).metadata?.deletionTimestamp !== undefined
        if (isLeaving) leaving.add(name)
        else leaving.delete(name)
        return undefined
      }
      if (after !== undefined || leaving.has(name)) return undefined
      return `namespacesGoWithTheirConference: the namespace "${name}" was deleted, and its conference was not`
    },
  }
}
