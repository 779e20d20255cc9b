/** RFC 3339 → milliseconds since 1970. Kubernetes writes times as 2026-11-20T08:00:00Z. */
export function milliseconds(time: string): number {
  return Date.parse(time)
}

/** Milliseconds since 1970 → RFC 3339 in whole seconds, as Kubernetes writes times. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** Milliseconds since 1970 → Kubernetes' MicroTime: RFC 3339 with exactly six decimals of a second. */
export function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z')
}
