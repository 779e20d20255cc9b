export type Labels = Record<string, string>

export interface Requirement {
  key: string
  operator: string
  values?: string[] | null
}

/** A Kubernetes LabelSelector. */
export interface LabelSelector {
  matchLabels?: Labels | null
  matchExpressions?: Requirement[] | null
}

export type LabelMatcher = (labels: Labels | undefined) => boolean

/**
 * Turns a LabelSelector into a predicate; an absent or empty one matches everything. Throws on an unknown operator, and
 * on values that its operator does not accept.
 */
export function compileSelector(selector: LabelSelector | null | undefined): LabelMatcher {
  const equalities = Object.entries(selector?.matchLabels ?? {})
  const expressions = (selector?.matchExpressions ?? []).map(compileRequirement)
  return (labels = {}) =>
    equalities.every(([key, value]) => labels[key] === value) && expressions.every(matches => matches(labels))
}

/** True for a selector that would match everything. */
export function isEmptySelector(selector: LabelSelector | null | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length === 0
}

function compileRequirement({ key, operator, values }: Requirement): (labels: Labels) => boolean {
  const wanted = new Set(values ?? [])
  const takesValues = operator === 'In' || operator === 'NotIn'
  if (takesValues !== wanted.size > 0) {
    throw new Error(
      `Cannot read selector operator "${operator}" of "${key}": values must be given for In and NotIn only`,
    )
  }
  switch (operator) {
    case 'In':
      return labels => Object.hasOwn(labels, key) && wanted.has(labels[key] as string)
    case 'NotIn':
      return labels => !Object.hasOwn(labels, key) || !wanted.has(labels[key] as string)
    case 'Exists':
      return labels => Object.hasOwn(labels, key)
    case 'DoesNotExist':
      return labels => !Object.hasOwn(labels, key)
    default:
      throw new Error(
        `Cannot read selector operator "${operator}" of "${key}": it must be In, NotIn, Exists or DoesNotExist`,
      )
  }
}
