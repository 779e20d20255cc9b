/** How far a run has come. */
export interface Standing {
  /** Schedules of the whole run. */
  all: number
  /** Of those: played, by this start or an older one. */
  schedules: number
  revisions: number
  broken: number
  /** Schedules that were played since this start, and how long that took, in seconds. */
  since: { schedules: number; seconds: number }
}

/** "12,500 of 200,000 schedules, 1,043,210 revisions, 41.5 schedules a second, 1 h 15 min left, 0 violations". */
export function progressLine({ all, schedules, revisions, broken, since }: Standing): string {
  const rate = since.schedules / since.seconds
  const left = schedules < all && rate > 0 ? `, ${duration((all - schedules) / rate)} left` : ''
  const speed = rate > 0 && Number.isFinite(rate) ? `, ${rate.toFixed(1)} schedules a second` : ''
  return `${many(schedules)} of ${many(all)} schedules, ${many(revisions)} revisions${speed}${left}, ${violations(broken)}`
}

export function violations(count: number): string {
  return `${many(count)} violation${count === 1 ? '' : 's'}`
}

function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function many(count: number): string {
  return count.toLocaleString('en-US')
}
