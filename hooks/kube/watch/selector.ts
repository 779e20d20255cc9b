/** Selects objects of a kind by label and field; all of them without a selector (Kubernetes API concepts). */
export interface Selector {
  labelSelector?: string
  fieldSelector?: string
}

/** The parameters of a selector for the query of a list or watch, without any other option of the caller. */
export function selectorQuery({ labelSelector, fieldSelector }: Selector): Record<string, string> {
  return {
    ...(labelSelector !== undefined && { labelSelector }),
    ...(fieldSelector !== undefined && { fieldSelector }),
  }
}
