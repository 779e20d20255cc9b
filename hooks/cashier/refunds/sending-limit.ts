const hourMs = 3_600_000

/** Limits the refunds that are sent within an hour, so that no bug empties the account. It counts the times in their statuses. */
export interface SendingLimit {
  /** Notes the time at which a refund was sent (ms since 1970), which its status says or is about to say. */
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
