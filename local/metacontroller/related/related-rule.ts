import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { RelatedRule } from '../hooks/hook-answer.ts'
import { compileSelector, type Labels } from '../objects/selector.ts'

/** A customize rule, checked against the resource it names. */
export interface CompiledRule {
  resource: Resource
  /** The only namespace its objects can be in, if there is just one. */
  namespace: string | undefined
  /** True if the rule needs to know the labels of namespaces. */
  needsNamespaces: boolean
  matches(object: KubeObject, namespaceLabels: NamespaceLabels): boolean
}

/** The labels of a namespace by name; undefined when there is no such namespace. */
export type NamespaceLabels = (namespace: string) => Labels | undefined

/**
 * Compiles a rule with the meaning it has for v2 hooks: without a namespace it looks into all of them, with nothing
 * at all it selects everything. Throws for combinations that Metacontroller refuses.
 */
export function compileRule(rule: RelatedRule, resource: Resource): CompiledRule {
  const { labelSelector, namespaceSelector } = rule
  refuseCombinations(rule, resource)
  const names = rule.names?.length ? new Set(rule.names) : undefined
  const namespace = (resource.namespaced && rule.namespace) || undefined
  const matchesLabels = compileSelector(labelSelector)
  const matchesNamespace = compileSelector(namespaceSelector)

  function matches({ apiVersion, kind, metadata }: KubeObject, namespaceLabels: NamespaceLabels): boolean {
    if (apiVersion !== resource.apiVersion || kind !== resource.kind) return false
    if (namespace !== undefined && metadata.namespace !== namespace) return false
    if (names && !names.has(metadata.name)) return false
    if (!matchesLabels(metadata.labels)) return false
    if (!namespaceSelector) return true
    const known = namespaceLabels(metadata.namespace ?? '')
    return known !== undefined && matchesNamespace(known)
  }

  return { resource, namespace, needsNamespaces: Boolean(namespaceSelector), matches }
}

function refuseCombinations(rule: RelatedRule, resource: Resource): void {
  const { labelSelector, namespaceSelector, namespace, names } = rule
  if (names?.length && (labelSelector || namespaceSelector)) throw refused(rule, 'names must not go with selectors')
  if (namespace && namespaceSelector) throw refused(rule, 'namespace must not go with namespaceSelector')
  if (namespaceSelector && !resource.namespaced) {
    throw refused(rule, 'namespaceSelector must be for namespaced resources')
  }
}

function refused({ resource }: RelatedRule, must: string): Error {
  return new Error(`Cannot read the related rule of "${resource}": ${must}`)
}
