import { conference } from './conference.ts'
import { errors } from './errors.ts'
import { faults } from './faults.ts'
import { frame } from './frame.ts'
import { order } from './order.ts'
import { pay } from './pay.ts'
import { standing } from './standing.ts'
import { ticket } from './ticket.ts'

/** The English catalogue. The other catalogues must have the same keys, otherwise they do not compile. */
export const english = { conference, errors, faults, frame, order, pay, standing, ticket }
export type Words = typeof english
