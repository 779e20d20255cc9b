/** Sets an entry as the newest one of a map with at most `limit` entries: a full map drops its oldest entry. */
export function setNewest<V>(map: Map<string, V>, [key, value]: [string, V], limit: number): void {
  map.delete(key)
  if (map.size >= limit) map.delete(String(map.keys().next().value))
  map.set(key, value)
}
