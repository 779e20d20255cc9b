/** A change of the mark that a namespace carries while a backup is restored into it. */
export interface Mark {
  isRestoring: boolean
  /** The time of the change, in milliseconds since 1970. */
  at: number
}
