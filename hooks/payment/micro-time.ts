/** Milliseconds since 1970 → Kubernetes' MicroTime: RFC 3339 with exactly six digits behind the seconds. */
export function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z')
}
