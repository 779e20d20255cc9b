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
        // Not "conference": kubectl takes a category before a kind, and could no longer get or delete one by its name.
        categories: ['kconference'],
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: objectSchema(kind) },
          ...subresources(kind),
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
      spec: { ...plain(spec), ...(isSpecWhole && whole) },
      ...(status && { status: { ...plain(status), ...whole } }),
    },
    ...(rules && { 'x-kubernetes-validations': rules }),
  }
}

/**
 * What one writer replaces as a whole belongs to it as a whole: the API server keeps one note of that (managedFields) instead of
 * one for each field, which is a third of an order that is sold (Kubernetes: server-side apply, merge strategy).
 */
const whole = { 'x-kubernetes-map-type': 'atomic' }

type Node = { [key: string]: unknown; properties?: Record<string, Node>; required?: string[] }

/** A field with a default is always there for a reader, and never asked of a writer. */
function plain(schema: TSchema): Node {
  const node: Node = JSON.parse(JSON.stringify(schema), (_, value) => withTimePattern(value))
  const { properties, required } = node
  if (properties === undefined || required === undefined) return node
  const { required: _, ...rest } = node
  const asked = required.filter(name => !(properties[name] && 'default' in properties[name]))
  return asked.length === 0 ? rest : { ...rest, required: asked }
}

/** Hooks and box office read a time of any form, so that what an older version stored stays readable; the door is stricter. */
function withTimePattern(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 'date-time') return value
  const { format: _, ...rest } = value
  return { ...rest, pattern: timePattern }
}
