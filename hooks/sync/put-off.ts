/**
 * Nothing is answered yet, and nothing is wrong: the hook is to be asked again in so many seconds, or as soon as something
 * changes. Metacontroller takes 429 with retry-after for that, writes nothing, and reads nothing from the API server.
 */
export class PutOffError extends Error {
  override name = 'PutOffError'
  readonly seconds: number

  constructor(message: string, seconds: number) {
    super(message)
    this.seconds = seconds
  }
}
