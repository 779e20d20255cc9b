const hourMs = 3_600_000

/** Counts the refunds that were sent within an hour, by the times in their statuses. A bug must not empty the account. */
export interface SendingLimit {
  /** A refund was sent at that time (ms since 1970), as its status says or as this program is about to write. */
  note(refund: string, sentAt: number): void
  /** When another refund may be sent (ms since 1970); undefined if it may be sent now. */
  nextTurn(now: number): number | undefined
  /** The number of refunds that were sent within the last hour. */
  count(now: number): number
}

/** At most `perHour` refunds within any hour, of all conferences together. */
export function createSendingLimit(perHour: number): SendingLimit {
  const sent = new Map<string, number>()

  function recentTimes(now: number): number[] {
    for (const [refund, at] of sent) if (at <= now - hourMs) sent.delete(refund)
    return [...sent.values()].sort((a, b) => a - b)
  }

  return {
    note(refund, sentAt) {
      sent.set(refund, sentAt)
    },
    nextTurn(now) {
      const times = recentTimes(now)
      return times.length < perHour ? undefined : (times[times.length - perHour] ?? now) + hourMs
    },
    count: now => recentTimes(now).length,
  }
}
