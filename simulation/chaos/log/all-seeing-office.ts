import { ConferenceOffice, type Sighting } from '../../../hooks/box-office/conference/conference-office.ts'
import type { Kinds } from '../../server/stored.ts'

const kinds: readonly Sighting['kind'][] = ['Plan', 'SeatPool', 'Coupon', 'Order', 'Payment', 'Reservation']
// Later than every stored object: no grant is ahead of the watches.
const everything = 2n ** 63n

/** A box office that has listed every stored object, and whose watches are up to date. `now` in milliseconds since 1970. */
export function allSeeingOffice(list: <K extends keyof Kinds>(kind: K) => Kinds[K][], now: number): ConferenceOffice {
  const office = new ConferenceOffice({
    readReach: () => ({ orders: everything, reservations: everything, coupons: everything }),
  })
  for (const kind of kinds) {
    for (const object of list(kind)) {
      const { name, resourceVersion = '0' } = object.metadata
      office.see({ kind, name, object, version: BigInt(resourceVersion) } as Sighting, now)
    }
  }
  return office
}
