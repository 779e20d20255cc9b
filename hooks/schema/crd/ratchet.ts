import type { Rule } from './structural.ts'

// A rule over several fields is asked again whenever anything in its scope changes, and at the root of an object that is
// every write: what a version before let in could be written no more, not even its status. These two are asked of what
// somebody changes, and of nothing else. A rule over one field needs none of this, Kubernetes ratchets it by itself
// (Kubernetes: CRD validation ratcheting).

/** A rule about what never changes, as a name: it is asked when the object is made. */
export function atCreation({ rule, message }: Rule): Rule {
  return { rule: `oldSelf.hasValue() || (${rule})`, message, optionalOldSelf: true }
}

/** A rule over some fields of its object: it is asked when the object is made, and when one of these fields changes. */
export function whenChanged(fields: readonly string[], { rule, message }: Rule): Rule {
  const areUnchanged = ['oldSelf.hasValue()', ...fields.map(isUnchanged)].join(' && ')
  return { rule: `(${areUnchanged}) || (${rule})`, message, optionalOldSelf: true }
}

// Not by `self.?field == oldSelf.?field`: the API server cannot tell what comparing optional values costs.
function isUnchanged(field: string): string {
  const [now, before] = [`self.${field}`, `oldSelf.value().${field}`]
  return `has(${now}) == has(${before}) && (!has(${now}) || ${now} == ${before})`
}
