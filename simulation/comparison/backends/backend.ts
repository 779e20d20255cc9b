import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import type { Step } from '../step.ts'

/** The system that plays a schedule: the simulation or the real one. */
export interface Backend {
  /** Does a step. Resolves with its reply: 'done', or a code and a reason such as '422 Invalid'. */
  act(step: Step): Promise<string>
  /** Resolves when no process has anything left to do in the conference. */
  rest(): Promise<void>
  state(): Promise<State>
}

export interface State {
  /** The conference, its namespace, and all objects of our kinds in it. */
  objects: KubeObject[]
  /** The kind and name of every uid so far, as in "Order order-1". */
  uids: ReadonlyMap<string, string>
  /** The name of the namespace in this backend. */
  namespace: string
}

/** The reply of a failed call. */
export function refusal({ code, reason }: { code: number | undefined; reason: string }): string {
  return `${code} ${reason}`
}
