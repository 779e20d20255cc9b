/**
 * How far the watches have come, as resourceVersions: every change up to there was seen. What the box office knows of its
 * own writes does not count. One sequence numbers the changes of all kinds (etcd's revision).
 */
export interface Reached {
  reservations: bigint
  coupons: bigint
}
