export interface TokenBucket {
  /** Takes a token, on credit if necessary; returns the milliseconds until it may be used. */
  reserve(): number
  /** Takes a token if one is left. */
  tryTake(): boolean
}

/** Allows `burst` at once and `perSecond` on average. `now` is in milliseconds. */
export function createTokenBucket(options: { perSecond: number; burst: number; now: () => number }): TokenBucket {
  const { perSecond, burst, now } = options
  let tokens = burst
  let filledAt = now()

  function fill(): void {
    const at = now()
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * perSecond)
    filledAt = at
  }

  function reserve(): number {
    fill()
    tokens -= 1
    return tokens >= 0 ? 0 : (-tokens / perSecond) * 1000
  }

  function tryTake(): boolean {
    fill()
    if (tokens < 1) return false
    tokens -= 1
    return true
  }

  return { reserve, tryTake }
}
