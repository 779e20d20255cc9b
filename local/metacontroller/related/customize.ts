import type { Discovery } from '../../kubernetes/discovery.ts'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import { type RelatedRule, readCustomizeAnswer } from '../hooks/hook-answer.ts'
import type { Webhook } from '../hooks/webhook.ts'
import { type CompiledRule, compileRule } from './related-rule.ts'

export interface Customize {
  /** The cached rules for this parent; undefined if the hook has to be called. */
  knownRules(parent: KubeObject): CompiledRule[] | undefined
  /** The rules for this parent; none without a hook. Throws the errors of the hook call. */
  rulesFor(parent: KubeObject): Promise<CompiledRule[]>
}

export interface CustomizeOptions {
  controller: KubeObject
  hook: Webhook | undefined
  discovery: Discovery
  now?: () => number
}

const lifetimeMs = 20 * 60 * 1000
const sweepMs = 10 * 60 * 1000

/**
 * Calls a customize hook once for each uid and generation of a parent, and caches its answer for 20 minutes. A change
 * of labels, annotations or status, or a new version of the hook, causes no new call. `now` is in milliseconds.
 */
export function createCustomize({ controller, hook, discovery, now = Date.now }: CustomizeOptions): Customize {
  const answers = new Map<string, { rules: CompiledRule[]; until: number }>()
  let sweptAt = now()

  function knownRules(parent: KubeObject): CompiledRule[] | undefined {
    const found = answers.get(keyOf(parent))
    return found && found.until > now() ? found.rules : undefined
  }

  async function rulesFor(parent: KubeObject): Promise<CompiledRule[]> {
    if (!hook) return []
    const earlier = knownRules(parent)
    if (earlier) return earlier
    const answer = readCustomizeAnswer(await hook.call({ controller, parent }))
    const compile = async (rule: RelatedRule) =>
      compileRule(rule, await discovery.findByPlural(rule.apiVersion, rule.resource))
    const rules = await Promise.all(answer.map(compile))
    if (now() - sweptAt >= sweepMs) sweep()
    answers.set(keyOf(parent), { rules, until: now() + lifetimeMs })
    return rules
  }

  function sweep(): void {
    sweptAt = now()
    for (const [key, { until }] of answers) if (until <= sweptAt) answers.delete(key)
  }

  return { knownRules, rulesFor }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.uid}/${metadata.generation}`
}
