import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { RelatedRule } from '../hooks/hook-answer.ts'
import { compileSelector, type Labels } from '../objects/selector.ts'

/** A customize rule, checked against its resource. */
export interface CompiledRule {
  resource: Resource
  /** The only namespace of its objects, if there is just one. */
  namespace: string | undefined
  /** True if the rule depends on the labels of namespaces. */
  needsNamespaces: boolean
  matches(object: KubeObject, namespaceLabels: NamespaceLabels): boolean
}

/** The labels of a namespace by its name; undefined if the namespace does not exist. */
export type NamespaceLabels = (namespace: string) => Labels | undefined

/**
 * Compiles a rule as v2 hooks mean it: without a namespace it selects in all namespaces, and an empty rule selects
 * everything. Throws for combinations that Metacontroller rejects.
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
  if (names?.length && (labelSelector || namespaceSelector)) throw ruleError(rule, 'names must not go with selectors')
  if (namespace && namespaceSelector) throw ruleError(rule, 'namespace must not go with namespaceSelector')
  if (namespaceSelector && !resource.namespaced) {
    throw ruleError(rule, 'namespaceSelector must be for namespaced resources')
  }
}

function ruleError({ resource }: RelatedRule, must: string): Error {
  return new Error(`Cannot read the related rule of "${resource}": ${must}`)
}
