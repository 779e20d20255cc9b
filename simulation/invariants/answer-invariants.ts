import type { OrderStatus } from '../../hooks/schema/order/order-status.ts'
import { type Answer, type Seen, untouchable } from '../server/controllers.ts'
import type { Stored } from '../server/stored.ts'

interface Asked {
  parent: Stored
  seen: Seen
  now: number
}

/** The invariant that a hook's answer breaks, as "<name>: <event>"; undefined if it breaks none. */
export function answerFault(asked: Asked, answer: Answer): string | undefined {
  return pendingFault(asked, answer) ?? untouchedFault(asked, answer)
}

/** I2, I3: an answer names the payments and reservations that the hook saw, so the engine neither deletes nor creates one. */
function untouchedFault({ parent, seen }: Asked, { children }: Answer): string | undefined {
  for (const kind of untouchable) {
    const there = (seen[kind] ?? []).map(({ metadata }) => metadata.name).sort()
    const named = children.flatMap(child => (child.kind === kind ? [child.metadata.name] : [])).sort()
    if (there.join() !== named.join())
      return `keepsWhatItSees: order "${parent.metadata.name}" has ${kind}s ${there}, and the answer names ${named}`
  }
  return undefined
}

/** I4: an order does not become pending while its tickets stay, because they were sold. */
function pendingFault({ parent }: Asked, { status, children }: Answer): string | undefined {
  const { payment, reason } = status as OrderStatus
  const tickets = children.filter(({ kind }) => kind === 'Ticket').map(({ metadata }) => metadata.name)
  if (payment !== 'PENDING' || tickets.length === 0) return undefined
  return `soldIsNotPending: order "${parent.metadata.name}" is PENDING ${reason} and has tickets ${tickets}`
}
