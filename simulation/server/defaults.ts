import { kinds } from '../../scripts/print/kinds.ts'
import type { KindName } from './stored.ts'

interface Defaults {
  spec: object
  status?: object
}

const defaults = new Map(kinds.map(({ kind, spec, status }) => [kind, { spec: defaultsOf(spec), ...ofStatus(status) }]))

/** The spec and status of a new object: the API server adds the defaults of the CRD for missing fields. */
export function withDefaults(kind: KindName, spec: object): Defaults {
  const { spec: given, ...status } = defaults.get(kind) ?? { spec: {} }
  return { spec: { ...given, ...spec }, ...status }
}

function defaultsOf({ properties = {} }: { properties?: Record<string, object> }): object {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) => ('default' in field ? [[name, field.default]] : [])),
  )
}

function ofStatus(status: object | undefined): { status?: object } {
  return status !== undefined && 'default' in status ? { status: status.default as object } : {}
}
