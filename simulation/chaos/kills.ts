import { setTimeout as delay } from 'node:timers/promises'
import { leaseName, slotOf } from '../../hooks/box-office/leading/slots.ts'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import { connectLeases } from '../../hooks/kube/leases.ts'
import { release } from '../../local/system/install.ts'
import type { System } from '../../local/system/system.ts'
import type { Stage } from './stage.ts'

const leader = 'box office leader'
const standby = 'box office standby'
const offices = ['box-office', 'box-office-standby']

/**
 * The processes that are killed, in this order. A controller manager that has just started exits when the API server is
 * killed, and nobody would restart it. So it comes first, and is long ready when the API server is killed.
 */
export const victims = [
  'kube-controller-manager',
  'metacontroller',
  leader,
  'hooks',
  'payments',
  'cashier',
  'gateway',
  standby,
  'kube-apiserver',
  'etcd',
]

const pauseMs = 100

/** Kills a process with -9, and resolves when it is ready again: with the time without decisions, in milliseconds, if it led. */
export type Blow = (around: {
  /** Resolves when another box office has decided on an order. */
  waitUntilDecided(): Promise<unknown>
}) => Promise<number | undefined>

/** Finds the process of a victim in advance, so that the kill itself takes no time. */
export async function aimAt(victim: string, { system, stage }: { system: System; stage: Stage }): Promise<Blow> {
  const { supervisor } = system
  if (victim !== leader && victim !== standby) return async () => void (await supervisor.restart(victim))
  const leading = await leaderOf(system, stage)
  const waiting = offices.find(name => name !== leading) ?? ''
  if (victim === standby) return async () => void (await supervisor.restart(waiting))
  return async ({ waitUntilDecided }) => {
    const began = performance.now()
    let tookMs = 0
    // The process stays down: if it returned before its Leases end, it would still hold them.
    const whileDown = async () => {
      await waitUntilDecided()
      tookMs = performance.now() - began
    }
    await supervisor.restart(leading, { whileDown })
    return tookMs
  }
}

/** The process that leads the conference, by its Lease. */
async function leaderOf(system: System, { namespace, signal }: Stage): Promise<string> {
  const leases = connectLeases(readCredentials(system), release.namespace)
  for (;;) {
    const lease = await leases.get(leaseName(slotOf(namespace)), signal).catch(() => undefined)
    const holder = lease?.spec?.holderIdentity
    if (holder) return holder
    signal.throwIfAborted()
    await delay(pauseMs, undefined, { signal })
  }
}
