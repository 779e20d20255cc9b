/** The progress of a run. */
export interface Progress {
  /** Schedules of the whole run. */
  all: number
  /** Schedules played so far, by this start or an earlier one. */
  schedules: number
  revisions: number
  broken: number
  /** Schedules played since this start, and the seconds that they took. */
  since: { schedules: number; seconds: number }
}

/** "12,500 of 200,000 schedules, 1,043,210 revisions, 41.5 schedules a second, 1 h 15 min left, 0 violations". */
export function progressLine({ all, schedules, revisions, broken, since }: Progress): string {
  const rate = since.schedules / since.seconds
  const left = schedules < all && rate > 0 ? `, ${durationText((all - schedules) / rate)} left` : ''
  const speed = rate > 0 && Number.isFinite(rate) ? `, ${rate.toFixed(1)} schedules a second` : ''
  return `${countText(schedules)} of ${countText(all)} schedules, ${countText(revisions)} revisions${speed}${left}, ${violationsText(broken)}`
}

export function violationsText(count: number): string {
  return `${countText(count)} violation${count === 1 ? '' : 's'}`
}

function durationText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function countText(count: number): string {
  return count.toLocaleString('en-US')
}
