import type { Discovery } from '../../kubernetes/discovery.ts'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import { type RelatedRule, readCustomizeAnswer } from '../hooks/hook-answer.ts'
import type { Webhook } from '../hooks/webhook.ts'
import { type CompiledRule, compileRule } from './related-rule.ts'

export interface Customize {
  /** The rules for this parent, if the hook need not be asked. */
  known(parent: KubeObject): CompiledRule[] | undefined
  /** The rules for this parent; none without a hook. Throws what the hook call throws. */
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
 * Asks a customize hook once for each uid and generation of a parent, for 20 minutes. Neither labels nor annotations
 * nor status of the parent, nor a new version of the hook make it ask again. `now` is in milliseconds.
 */
export function createCustomize({ controller, hook, discovery, now = Date.now }: CustomizeOptions): Customize {
  const answers = new Map<string, { rules: CompiledRule[]; until: number }>()
  let sweptAt = now()

  function known(parent: KubeObject): CompiledRule[] | undefined {
    const found = answers.get(keyOf(parent))
    return found && found.until > now() ? found.rules : undefined
  }

  async function rulesFor(parent: KubeObject): Promise<CompiledRule[]> {
    if (!hook) return []
    const earlier = known(parent)
    if (earlier) return earlier
    const answer = readCustomizeAnswer(await hook.call({ controller, parent }))
    const compile = async (rule: RelatedRule) =>
      compileRule(rule, await discovery.byPlural(rule.apiVersion, rule.resource))
    const rules = await Promise.all(answer.map(compile))
    if (now() - sweptAt >= sweepMs) sweep()
    answers.set(keyOf(parent), { rules, until: now() + lifetimeMs })
    return rules
  }

  function sweep(): void {
    sweptAt = now()
    for (const [key, { until }] of answers) if (until <= sweptAt) answers.delete(key)
  }

  return { known, rulesFor }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.uid}/${metadata.generation}`
}
