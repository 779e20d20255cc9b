import { Gauge, type Registry } from 'prom-client'
import type { PlanRequest, PlanResponse } from '../schema/hooks.ts'
import { type Reading, readPlan } from './plan-view.ts'

/** Some replica is asked about every plan each 300 s (resyncPeriodSeconds): of one that this replica was not asked about for so long it knows nothing. */
const forgetAfter = 15 * 60_000

interface Sight {
  namespace: string
  plan: string
  /** Milliseconds since 1970. */
  at: number
  readings: Reading[]
}

const gauges = {
  orders: { name: 'orders', help: 'Orders of a plan, by the reason of their status.', labels: ['reason'] },
  refunds: { name: 'refunds_due', help: 'Orders of a plan whose money must be refunded.', labels: [] },
  tickets: { name: 'tickets', help: 'Tickets of a plan that are held, sold or waited for.', labels: ['decision'] },
  left: { name: 'seats_left', help: 'Seats of a plan that nobody has. Absent without capacity.', labels: [] },
  capacity: { name: 'capacity', help: 'Seats of a plan. Absent without capacity.', labels: [] },
} as const
const synced = { name: 'last_sync_timestamp_seconds', help: 'When this replica last answered for a plan.', labels: [] }

/** What the plan hook was asked and answered. */
export type ObservePlan = (request: PlanRequest, response: PlanResponse) => void

/**
 * Registers gauges of plans, as this replica last saw them; the function takes one answer. Another replica may have
 * answered since: the series of the latest last_sync_timestamp are the true ones. Nobody tells a hook that a plan is
 * gone: its series go when it is being deleted, or when nothing was asked about it for 15 minutes. `now` is in milliseconds.
 */
export function gaugePlans(registry: Registry, now: () => number): ObservePlan {
  const sights = new Map<string, Sight>()
  const registers = [registry]
  for (const [key, { name, help, labels }] of Object.entries(gauges)) {
    new Gauge({
      name: `kconference_plan_${name}`,
      help,
      labelNames: ['namespace', 'plan', ...labels],
      registers,
      collect() {
        this.reset()
        for (const { namespace, plan, readings } of recent()) {
          for (const { gauge, label, value } of readings) {
            if (gauge === key) this.set({ namespace, plan, ...label }, value)
          }
        }
      },
    })
  }
  new Gauge({
    name: `kconference_plan_${synced.name}`,
    help: synced.help,
    labelNames: ['namespace', 'plan'],
    registers,
    collect() {
      this.reset()
      for (const { namespace, plan, at } of recent()) this.set({ namespace, plan }, at / 1000)
    },
  })

  function recent(): Sight[] {
    const oldest = now() - forgetAfter
    for (const [key, { at }] of sights) if (at < oldest) sights.delete(key)
    return [...sights.values()]
  }

  return (request, response) => {
    const { name: plan, namespace = '', deletionTimestamp } = request.parent.metadata
    const key = `${namespace}/${plan}`
    if (deletionTimestamp === undefined)
      sights.set(key, { namespace, plan, at: now(), readings: readPlan(request, response) })
    else sights.delete(key)
  }
}
