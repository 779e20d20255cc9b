import type { OrderStatus } from '../../hooks/schema/order.ts'
import { type Answer, type Seen, untouchable } from '../server/controllers.ts'
import type { Stored } from '../server/stored.ts'

interface Asked {
  parent: Stored
  seen: Seen
  now: number
}

/** What is wrong with a hook's answer to what it saw. */
export function answerFault(asked: Asked, answer: Answer): string | undefined {
  return pendingFault(asked, answer) ?? untouchedFault(asked, answer)
}

/** I2, I3: payments and reservations are named as they are seen: the engine neither deletes one nor creates one. */
function untouchedFault({ parent, seen }: Asked, { children }: Answer): string | undefined {
  for (const kind of untouchable) {
    const there = (seen[kind] ?? []).map(({ metadata }) => metadata.name).sort()
    const named = children.flatMap(child => (child.kind === kind ? [child.metadata.name] : [])).sort()
    if (there.join() !== named.join())
      return `keepsWhatItSees: of the ${kind}s ${there} of order "${parent.metadata.name}" it names ${named}`
  }
  return undefined
}

/** I4: an order is not made pending while its tickets stay: they were sold. */
function pendingFault({ parent }: Asked, { status, children }: Answer): string | undefined {
  const { payment, reason } = status as OrderStatus
  const tickets = children.filter(({ kind }) => kind === 'Ticket').map(({ metadata }) => metadata.name)
  if (payment !== 'PENDING' || tickets.length === 0) return undefined
  return `soldIsNotPending: order "${parent.metadata.name}" is PENDING ${reason} and has tickets ${tickets}`
}
