import Type, { type Static } from 'typebox'
import { fieldOptions, oneOf, text, time, wholeNumber } from './structural.ts'

/** The standard condition of Kubernetes (metav1.Condition). */
export const Condition = Type.Object(
  {
    type: text(64, { description: 'The type of the condition, such as Ready.' }),
    status: oneOf(
      {
        True: 'The condition holds.',
        False: 'The condition does not hold, for the given reason and message.',
        Unknown: 'It is not decided yet whether the condition holds.',
      },
      { description: 'Whether the condition holds.' },
    ),
    reason: text(64, { description: 'The reason, in one CamelCase word. docs/reasons.md explains each.' }),
    message: text(1024, { description: 'The reason, in a sentence for people.', minLength: 0 }),
    lastTransitionTime: time({ description: 'The time of the last change of the status.' }),
    observedGeneration: Type.Optional(
      wholeNumber(0, Number.MAX_SAFE_INTEGER, {
        description: 'The generation of the object that this condition is about.',
      }),
    ),
  },
  fieldOptions({ description: 'One statement about the object, with its reason.' }),
)
export type Condition = Static<typeof Condition>

/** A list of conditions, at most one of each type. */
export const Conditions = Type.Array(Condition, {
  description: 'The conditions of the object, one entry for each type.',
  maxItems: 16,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
})

/** The generation of the spec that the status answers; Metacontroller sets it. */
export const ObservedGeneration = Type.Optional(
  wholeNumber(0, Number.MAX_SAFE_INTEGER, { description: 'The generation of the spec that this status answers.' }),
)
