/** A folder of hooks/, its contents, and the imports that its files may have. */
export interface Room {
  folder: string
  belongs: string
  /**
   * Beside its own files: folders of hooks/ ("rules", "schema/**" with all below), single files ("rules/money.ts"), and
   * packages ("fastify", "node:crypto"). "hooks" is everything under hooks/.
   */
  may: readonly string[]
}

/** A room; its imports are separated by spaces. */
export function room(folder: string, belongs: string, may: string): Room {
  return { folder, belongs, may: may.split(' ').filter(one => one !== '') }
}
