const unitMs: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/gy

/** Milliseconds of a duration in Go's notation, such as `1m30s` or `500ms`. Throws on any other text. */
export function parseDuration(text: string): number {
  let total = 0
  let end = 0
  for (const [matched, amount, unit] of text.matchAll(part)) {
    total += Number(amount) * Number(unitMs[String(unit)])
    end += matched.length
  }
  if (end === 0 || end !== text.length) {
    throw new Error(`Cannot read duration "${text}": it must be numbers with units, such as 10s or 1m30s`)
  }
  return total
}
