/**
 * The parent that was sent is older than what was decided of it since. Nothing is answered: the newer one is on its way
 * (Metacontroller reads its parents from a cache of its own).
 */
export class StaleViewError extends Error {
  override name = 'StaleViewError'
}
