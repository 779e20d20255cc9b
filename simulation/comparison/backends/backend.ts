import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import type { Step } from '../step.ts'

/** What a schedule is played on. */
export interface Backend {
  /** Does a step; gives what was answered: 'done', or a code and a reason such as '422 Invalid'. */
  act(step: Step): Promise<string>
  /** Resolves when nothing of the conference is left to do, by whomever. */
  rest(): Promise<void>
  /** Everything that is there. */
  state(): Promise<State>
}

export interface State {
  /** The conference, its namespace, and all objects of our kinds in it. */
  objects: KubeObject[]
  /** The kind and name of every uid there ever was, as in "Order order-1". */
  uids: ReadonlyMap<string, string>
  /** What this backend calls the namespace. */
  namespace: string
}

/** How a call that failed is told. */
export function refusal({ code, reason }: { code: number | undefined; reason: string }): string {
  return `${code} ${reason}`
}
