import Type from 'typebox'
import type { Column } from '../crd/kind.ts'
import { wholeNumber } from '../crd/structural.ts'

/** An optional number of a status that counts tickets, seats or orders. */
export function countField(description: string) {
  return Type.Optional(wholeNumber(0, Number.MAX_SAFE_INTEGER, { description }))
}

/** The column of a number of a status, shown with -o wide. */
export function countColumn(name: string): Column {
  return { name, type: 'integer', jsonPath: `.status.${name}`, priority: 1 }
}
