type Fields = Record<string, unknown>

interface Sides {
  observed: unknown
  lastApplied: unknown
  desired: unknown
}

// Fields that identify the items of a list; the first one that all items have counts. Metacontroller guesses in this
// way because a custom resource does not define how to merge. So TCP and UDP on one port are one item.
const mergeKeys = ['containerPort', 'port', 'mountPath', 'name', 'uid', 'ip', 'path']

/**
 * Applies a desired object to the observed one: fields of `desired` win, fields that only `lastApplied` has are
 * removed, and all others stay. It does not change its arguments.
 */
export function mergeApplied<T extends object>(observed: T, lastApplied: object | undefined, desired: object): T {
  return merge({ observed: structuredClone(observed), lastApplied, desired: structuredClone(desired) }) as T
}

function merge(sides: Sides): unknown {
  if (isFields(sides.observed)) {
    return mergeFields(sides.observed, fieldsOf(sides.lastApplied), fieldsOf(sides.desired))
  }
  if (Array.isArray(sides.observed)) {
    return mergeLists(sides.observed, listOf(sides.lastApplied), listOf(sides.desired))
  }
  return sides.desired
}

function mergeFields(observed: Fields, lastApplied: Fields, desired: Fields): Fields {
  for (const key of Object.keys(lastApplied)) {
    if (!Object.hasOwn(desired, key)) delete observed[key]
  }
  for (const [key, value] of Object.entries(desired)) {
    observed[key] = merge({
      observed: ownValue(observed, key),
      lastApplied: ownValue(lastApplied, key),
      desired: value,
    })
  }
  return observed
}

/** Every object inherits "constructor", which may also be the name of a label. */
function ownValue(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

function mergeLists(observed: unknown[], lastApplied: unknown[], desired: unknown[]): unknown[] {
  const key = mergeKeyOf([...observed, ...lastApplied, ...desired])
  if (key === undefined) return desired
  const nameOf = (item: unknown) => String((item as Fields)[key])
  const byName = (list: unknown[]) => Object.fromEntries(list.map(item => [nameOf(item), item]))
  const merged = mergeFields(byName(observed), byName(lastApplied), byName(desired))
  // The lists give the order: an object would sort names that are numbers first.
  const names = observed.map(nameOf)
  const added = new Set(desired.map(nameOf).filter(name => !names.includes(name)))
  return [...names, ...added].filter(name => Object.hasOwn(merged, name)).map(name => merged[name])
}

function mergeKeyOf(items: unknown[]): string | undefined {
  if (items.length === 0 || !items.every(isFields)) return undefined
  return mergeKeys.find(key => items.every(item => Object.hasOwn(item as Fields, key)))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
