import type { Rule } from './structural.ts'

// Kubernetes checks a rule over several fields again whenever anything in its scope changes. At the root of an object that
// is every write: an object that an earlier version accepted could not be written any more, not even its status. So these
// two builders limit a rule to changed fields. A rule over one field needs neither (Kubernetes: CRD validation ratcheting).

/** A rule about something that never changes, such as a name: it is checked only at creation. */
export function atCreation({ rule, message }: Rule): Rule {
  return { rule: `oldSelf.hasValue() || (${rule})`, message, optionalOldSelf: true }
}

/** A rule over some fields of its object: it is checked at creation, and when one of these fields changes. */
export function whenChanged(fields: readonly string[], { rule, message }: Rule): Rule {
  const areUnchanged = ['oldSelf.hasValue()', ...fields.map(isUnchanged)].join(' && ')
  return { rule: `(${areUnchanged}) || (${rule})`, message, optionalOldSelf: true }
}

// The shorter `self.?field == oldSelf.?field` fails: the API server cannot estimate the cost of comparing optional values.
function isUnchanged(field: string): string {
  const [now, before] = [`self.${field}`, `oldSelf.value().${field}`]
  return `has(${now}) == has(${before}) && (!has(${now}) || ${now} == ${before})`
}
