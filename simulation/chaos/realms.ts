import type { RealmChange } from './log/log-entry.ts'

interface Deletable {
  metadata?: { deletionTimestamp?: string }
}

/** I9: the namespace of a conference goes only after the conference was deleted; no other one goes at all. */
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
      return `namespacesGoWithTheirConference: the namespace "${name}" went, and no conference "${name}" was deleted`
    },
  }
}
