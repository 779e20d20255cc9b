import type { Logger } from 'pino'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import { FatalAnswer } from '../hooks/hook-answer.ts'
import type { WatchCache } from '../kubernetes/watch-cache.ts'
import type { Customize } from './customize.ts'
import type { CompiledRule, NamespaceLabels } from './related-rule.ts'

export interface RelatedParentsOptions {
  parents: WatchCache
  customize: Customize
  labelsOf: NamespaceLabels
  log: Logger
  fatal(error: Error): void
}

/**
 * The parents with a rule that matches one of the objects. A parent whose hook fails is left out, and sees the change
 * only at its next resync.
 */
export async function relatedParents(objects: KubeObject[], options: RelatedParentsOptions): Promise<KubeObject[]> {
  const { parents, customize, labelsOf } = options
  const concerned: KubeObject[] = []
  for (const parent of parents.list()) {
    const rules = customize.knownRules(parent) ?? (await rulesOrNone(parent, options))
    if (rules.some(rule => objects.some(object => rule.matches(object, labelsOf)))) concerned.push(parent)
  }
  return concerned
}

async function rulesOrNone(
  parent: KubeObject,
  { customize, log, fatal }: RelatedParentsOptions,
): Promise<CompiledRule[]> {
  try {
    return await customize.rulesFor(parent)
  } catch (error) {
    if (error instanceof FatalAnswer) fatal(error)
    log.debug({ err: error, parent: parent.metadata.name }, 'customize hook failed, related change not told')
    return []
  }
}
