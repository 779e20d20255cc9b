/** An object without managedFields, which are often longer than all other fields together. */
export function withoutManagedFields<T extends object>(object: T): T {
  const { metadata, ...rest } = object as { metadata: Record<string, unknown> }
  const { managedFields: _, ...kept } = metadata
  return { ...rest, metadata: kept } as T
}
