import Type, { type Static } from 'typebox'
import { described, oneOf, text, time, whole } from './structural.ts'

/** The standard condition of Kubernetes (metav1.Condition). */
export const Condition = Type.Object(
  {
    type: text(64, { description: 'What the condition is about.' }),
    status: oneOf(['True', 'False', 'Unknown'], { description: 'Whether it holds.' }),
    reason: text(64, { description: 'Why, in one CamelCase word.' }),
    message: text(1024, { description: 'Why, in a sentence.', minLength: 0 }),
    lastTransitionTime: time({ description: 'When the status last changed.' }),
    observedGeneration: Type.Optional(
      whole(0, Number.MAX_SAFE_INTEGER, { description: 'The generation of the object this was found for.' }),
    ),
  },
  described({ description: 'One thing that is known, and why.' }),
)
export type Condition = Static<typeof Condition>

/** A list of conditions, at most one of each type. */
export const Conditions = Type.Array(Condition, {
  description: 'What is known about the object, one entry per type.',
  maxItems: 16,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
})

/** The generation of the spec that the status answers; Metacontroller sets it. */
export const ObservedGeneration = Type.Optional(
  whole(0, Number.MAX_SAFE_INTEGER, { description: 'The generation of the spec this status answers.' }),
)
