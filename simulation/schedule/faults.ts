import { KubeError } from '../../hooks/kube/api.ts'
import type { Choices } from './choices.ts'

/** The faults that the simulation injects, and unusual events that it counts. */
export const faultNames = [
  'answers 503, write not done',
  'answers lost, write done',
  'conflicts (409)',
  'names taken (AlreadyExists)',
  'late events',
  'events twice',
  'engine crashes between writes',
  'restarts from an older view',
  'two replicas at one parent',
  'views too old for a hook',
  'box office crashes between writes',
  'hand-overs',
  'leaders paused between writes',
  'writes of a former leader',
  'writes that arrive late',
  'writes held back (403)',
  'watches that list again',
  'bookmarks',
  'orders that a GET did not find',
  'syncs given up',
  'endpoint crashes',
  'endpoint deadlines',
  'gateway repeats',
  'late payments',
  'short payments',
  'too large payments',
  'payments in another currency',
  'refunds',
  'refunds that failed later',
  'disputes',
  'orders deleted',
  'orders deleted in the foreground',
  'orders deleted without their reservation',
  'orders placed again',
  'plans deleted',
  'plans recreated with or without a capacity',
  'coupons deleted',
  'pools deleted',
  'sales moved',
  'times to pay changed',
  'limits changed',
  'announced money received',
  'announced money denied',
  'capacity lowered',
  'prices changed',
  'currencies changed',
  'clocks apart',
  'starts from 0.2.0',
  'namespaces ended',
  'restores marked',
  'garbage left for later',
  'gateway calls cut, nothing done',
  'gateway calls cut, all done',
  'gateway errors, nothing done',
  'gateway errors, all done',
  'gateways too busy (429)',
  'gateway calls that arrive late',
  'webhooks that never arrive',
  'cashier crashes between calls',
  'cashier refunds that failed later',
] as const
export type FaultName = (typeof faultNames)[number]
export type Faults = Record<FaultName, number>

export function noFaults(): Faults {
  return Object.fromEntries(faultNames.map(name => [name, 0])) as Faults
}

/** Calls the API server; the network may lose the call on the way there, or the reply on the way back. */
export function callOverNetwork<T>(network: { choices: Choices; faults: Faults }, call: () => T): T {
  const { choices, faults } = network
  const fate = choices.integerBelow(100)
  if (fate === 1) {
    faults['answers 503, write not done'] += 1
    throw new KubeError('unavailable', { code: 503, reason: 'ServiceUnavailable' })
  }
  const answer = countRefusals(faults, call)
  if (fate === 2) {
    faults['answers lost, write done'] += 1
    throw new KubeError('timeout', { code: undefined, reason: 'Unreachable' })
  }
  return answer
}

function countRefusals<T>(faults: Faults, call: () => T): T {
  try {
    return call()
  } catch (error) {
    if (error instanceof KubeError && error.reason === 'Conflict') faults['conflicts (409)'] += 1
    if (error instanceof KubeError && error.reason === 'AlreadyExists') faults['names taken (AlreadyExists)'] += 1
    throw error
  }
}
