import type { Words } from '../en/words.ts'
import { conference } from './conference.ts'
import { errors } from './errors.ts'
import { faults } from './faults.ts'
import { frame } from './frame.ts'
import { order } from './order.ts'
import { pay } from './pay.ts'
import { standing } from './standing.ts'
import { ticket } from './ticket.ts'

/** The catalogue of German. */
export const german: Words = { conference, errors, faults, frame, order, pay, standing, ticket }
