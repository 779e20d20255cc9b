import type { TSchema } from 'typebox'
import type { Rule } from './structural.ts'

/** A printer column; priority 1 shows it with -o wide only. */
export interface Column {
  name: string
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  jsonPath: string
  description?: string
  priority?: 1
}

/** The age of an object, shown with -o wide. Without any column of that name, kubectl shows no age of a custom resource. */
export const ageColumn: Column = { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp', priority: 1 }

/** The parts of the CustomResourceDefinition of one kind in the group app.corley.it. */
export interface Kind {
  kind: string
  plural: string
  shortName: string
  scope: 'Cluster' | 'Namespaced'
  description: string
  spec: TSchema
  /** Whether a single writer always writes the whole spec. */
  isSpecWhole?: true
  status?: TSchema
  rules?: Rule[]
  /** The fields beside metadata by which lists and watches select objects, such as .spec.orderRef: at most 8. */
  selectable?: string[]
  columns: Column[]
  scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath: string }
}

export const group = 'app.corley.it'
export const version = 'v1'
export const apiVersion = `${group}/${version}`

/** The label of the reservation, the tickets and the payments of an order: the name of the order. */
export const orderLabel = `orders.${group}`

/** The label of the reservation and the tickets of an order: the name of its plan. */
export const planLabel = `plans.${group}`
