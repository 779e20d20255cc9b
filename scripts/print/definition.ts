import type { TSchema } from 'typebox'
import { group, type Kind, version } from '../../hooks/schema/crd/kind.ts'
import { timePattern } from '../../hooks/schema/crd/structural.ts'

/** The CustomResourceDefinition of a kind as plain JSON (Kubernetes: apiextensions.k8s.io/v1). */
export function customResourceDefinition(kind: Kind) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.plural}.${group}` },
    spec: {
      group,
      scope: kind.scope,
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        singular: kind.kind.toLowerCase(),
        shortNames: [kind.shortName],
        // A category "conference" would hide the kind: kubectl resolves a category first, and could no longer get or
        // delete a conference by its name.
        categories: ['kconference'],
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: objectSchema(kind) },
          ...subresources(kind),
          ...(kind.selectable && { selectableFields: kind.selectable.map(jsonPath => ({ jsonPath })) }),
          additionalPrinterColumns: kind.columns,
        },
      ],
    },
  }
}

function subresources({ status, scale }: Kind) {
  if (status === undefined) return {}
  return { subresources: { status: {}, ...(scale && { scale }) } }
}

function objectSchema({ description, spec, isSpecWhole, status, rules }: Kind) {
  return {
    type: 'object',
    description,
    required: ['spec'],
    properties: {
      spec: { ...plainSchema(spec), ...(isSpecWhole && whole) },
      ...(status && { status: { ...plainSchema(status), ...whole } }),
    },
    ...(rules && { 'x-kubernetes-validations': rules }),
  }
}

/**
 * A part that one writer replaces as a whole belongs to that writer as a whole. The API server then keeps one entry in
 * managedFields instead of one for each field, which saves a third of a sold order (Kubernetes: server-side apply,
 * merge strategy).
 */
const whole = { 'x-kubernetes-map-type': 'atomic' }

type Node = { [key: string]: unknown; properties?: Record<string, Node>; required?: string[] }

/** A field with a default always exists for a reader, and is never required from a writer. */
function plainSchema(schema: TSchema): Node {
  const node: Node = JSON.parse(JSON.stringify(schema), (_, value) => withTimePattern(value))
  const { properties, required } = node
  if (properties === undefined || required === undefined) return node
  const { required: _, ...rest } = node
  const asked = required.filter(name => !(properties[name] && 'default' in properties[name]))
  return asked.length === 0 ? rest : { ...rest, required: asked }
}

/**
 * Hooks and box office accept a time in any form, so that objects of older versions stay readable; the CRD is stricter.
 */
function withTimePattern(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 'date-time') return value
  const { format: _, ...rest } = value
  return { ...rest, pattern: timePattern }
}
