import { describeObject, type KubeObject, objectKey } from '../../kubernetes/kube-object.ts'
import { insertObject, type ObjectMap } from '../objects/object-map.ts'
import { compileSelector, isEmptySelector, type LabelMatcher, type LabelSelector } from '../objects/selector.ts'

const generatedLabel = 'controller-uid'

/** Matches the labels of a parent's children: the generated label with its uid, or its own `spec.selector`. */
export function parentSelector(parent: KubeObject, generate: boolean): LabelMatcher {
  if (generate) return labels => labels?.[generatedLabel] === parent.metadata.uid
  const { selector } = (parent['spec'] ?? {}) as { selector?: LabelSelector }
  if (isEmptySelector(selector)) {
    throw new Error('.spec.selector must have either matchLabels, matchExpressions, or both')
  }
  return compileSelector(selector)
}

/**
 * The desired children of a parent by kind and name, in the parent's namespace unless they name another, and with the
 * generated label if there is one. Throws if a child would not match the selector; nothing is applied then.
 */
export function labelChildren(parent: KubeObject, children: KubeObject[], generate: boolean): ObjectMap {
  const selects = parentSelector(parent, generate)
  const desired: ObjectMap = new Map()
  for (const child of children) {
    const { namespace: given, ...rest } = child.metadata
    const namespace = given || parent.metadata.namespace
    const labels = generate ? { [generatedLabel]: String(parent.metadata.uid), ...rest.labels } : rest.labels
    const metadata = { ...rest, ...(namespace && { namespace }), ...(labels && { labels }) }
    if (!selects(metadata.labels)) {
      const message = `labels on desired child ${describeObject({ ...child, metadata })} don't match parent selector`
      throw new Error(`${message} of ${parent.kind} ${objectKey(parent)}`)
    }
    insertObject(desired, { ...child, metadata })
  }
  return desired
}
