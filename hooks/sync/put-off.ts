/**
 * There is nothing certain to answer yet. The engine calls again after so many seconds, or when an object changes: it takes
 * 429 with retry-after, and neither writes nor reads anything meanwhile (Metacontroller).
 */
export class PutOffError extends Error {
  override name = 'PutOffError'
  readonly seconds: number

  constructor(message: string, seconds: number) {
    super(message)
    this.seconds = seconds
  }
}
