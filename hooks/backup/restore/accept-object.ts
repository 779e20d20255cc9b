import { milliseconds } from '../../rules/time.ts'
import type { ArchivedObject } from '../../schema/backup.ts'
import { storablePlanPrice, storablePrice } from '../../schema/crd/money.ts'
import { timePattern } from '../../schema/crd/structural.ts'
import { isKubernetesLabel, nameLabel } from '../../schema/namespace.ts'

/** An object as this version can store it, and one sentence for each change. */
export interface Acceptable {
  object: ArchivedObject
  changes: string[]
}

/**
 * Removes data that earlier versions stored and this one refuses: labels of Kubernetes, times that CEL cannot read,
 * fractions of cents, and decimals of currencies whose prices are whole numbers. Refusing the whole backup for them would
 * lose the conference.
 */
export function acceptObject(object: ArchivedObject): Acceptable {
  const priced = withStorablePrice(object)
  const { object: accepted, changes } = acceptFields(priced.object)
  return { object: accepted, changes: [...priced.changes, ...changes] }
}

function acceptFields(object: ArchivedObject): Acceptable {
  const { kind, metadata, spec } = object
  if (kind === 'Conference') {
    const { namespaceLabels, ...rest } = spec ?? {}
    const { labels, changes } = withoutForeignLabels(object, namespaceLabels as Record<string, string> | undefined)
    return changes.length === 0
      ? { object, changes }
      : { object: { ...object, spec: { ...rest, namespaceLabels: labels } }, changes }
  }
  if (kind === 'Namespace') {
    const { labels, changes } = withoutForeignLabels(object, metadata.labels, nameLabel)
    return changes.length === 0
      ? { object, changes }
      : { object: { ...object, metadata: { ...metadata, labels } }, changes }
  }
  if (kind === 'Order') return withStorableTime(object, 'date', undefined)
  if (kind === 'Payment') return withStorableTime(object, 'receivedAt', metadata.creationTimestamp)
  return { object, changes: [] }
}

function withoutForeignLabels(object: ArchivedObject, labels: Record<string, string> = {}, but?: string) {
  const foreign = Object.keys(labels).filter(key => isKubernetesLabel(key) && key !== but)
  const own = Object.fromEntries(Object.entries(labels).filter(([key]) => !foreign.includes(key)))
  const changes = foreign.map(key =>
    changeOf(object, `label ${key}=${labels[key]}, which belongs to Kubernetes, is removed`),
  )
  return { labels: own, changes }
}

/** Corrects a time that cannot be stored: to its obvious meaning, or else to `otherwise`. Without either it is removed. */
function withStorableTime(object: ArchivedObject, field: string, otherwise: string | undefined): Acceptable {
  const { [field]: given, ...rest } = object.spec ?? {}
  if (typeof given !== 'string' || isStorable(given)) return { object, changes: [] }
  const meant = isStorable(given.toUpperCase()) ? given.toUpperCase() : otherwise
  const instead = meant === undefined ? 'is removed' : `becomes ${meant}`
  const change = changeOf(object, `${field} "${given.slice(0, 40)}", which is no time, ${instead}`)
  return { object: { ...object, spec: { ...rest, ...(meant !== undefined && { [field]: meant }) } }, changes: [change] }
}

/**
 * Until 0.2.0 a price could have a small fraction of a cent, which the sale ignored, and the price of a plan
 * could have decimals in HUF and TWD.
 */
function withStorablePrice(object: ArchivedObject): Acceptable {
  const { price, currency } = object.spec ?? {}
  if (typeof price !== 'number') return { object, changes: [] }
  const ofPlan = typeof currency === 'string' && object.kind === 'Plan' ? currency : undefined
  const stored = ofPlan === undefined ? storablePrice(price) : storablePlanPrice(price, ofPlan)
  if (stored === price) return { object, changes: [] }
  const fault = storablePrice(price) === stored ? 'has more than two decimals' : `is no whole number of ${ofPlan}`
  const change = changeOf(object, `price ${price}, which ${fault}, becomes ${stored}`)
  return { object: { ...object, spec: { ...object.spec, price: stored } }, changes: [change] }
}

const pattern = new RegExp(timePattern)

/** Whether a time has a valid form and a day of the calendar: 30 February would be read as another day. */
function isStorable(time: string): boolean {
  const day = time.slice(0, 10)
  return pattern.test(time) && new Date(milliseconds(`${day}T00:00:00Z`)).toISOString().startsWith(day)
}

function changeOf({ kind, metadata: { name } }: ArchivedObject, change: string): string {
  return `${kind} "${name}": ${change}`
}
