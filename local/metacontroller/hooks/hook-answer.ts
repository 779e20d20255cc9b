import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { LabelSelector } from '../objects/selector.ts'

/** The decision of a sync hook: the desired status and children of the parent. */
export interface SyncAnswer {
  status: Record<string, unknown>
  children: KubeObject[]
  resyncAfterSeconds: number
}

/** One rule of a customize hook: it selects related objects. */
export interface RelatedRule {
  apiVersion: string
  resource: string
  labelSelector?: LabelSelector | null
  namespaceSelector?: LabelSelector | null
  namespace?: string | null
  names?: string[] | null
}

/** An answer that ends the process, as Metacontroller ends by a nil dereference. */
export class FatalAnswer extends Error {
  override name = 'FatalAnswer'
}

const strings = { type: ['array', 'null'], items: { type: 'string' } }

const selector = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    matchLabels: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
    matchExpressions: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { key: { type: 'string' }, operator: { type: 'string' }, values: strings },
      },
    },
  },
}

const rule = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['apiVersion', 'resource'],
  properties: {
    apiVersion: { type: 'string' },
    resource: { type: 'string' },
    labelSelector: selector,
    namespaceSelector: selector,
    namespace: { type: ['string', 'null'] },
    names: strings,
  },
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })

// An item of children is any object with a kind; its other fields are not checked here.
const checkSync = ajv.compile({
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    status: { type: ['object', 'null'] },
    children: { type: ['array', 'null'], items: { type: ['object', 'null'] } },
    resyncAfterSeconds: { type: ['number', 'null'] },
    finalized: { type: ['boolean', 'null'] },
  },
})

const checkCustomize = ajv.compile({
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { relatedResources: { type: ['array', 'null'], items: rule } },
})

/**
 * Reads the answer of a sync hook strictly (wire format v2): an unknown field or a wrong type throws. As in
 * Metacontroller, a missing or null field counts as empty, which clears the status and deletes every child. Throws
 * FatalAnswer for a null child.
 */
export function readSyncAnswer(text: string): SyncAnswer {
  const answer = readJson(text, checkSync) as { [Field in keyof SyncAnswer]?: SyncAnswer[Field] | null } | null
  const children = answer?.children ?? []
  refuseNull(children, 'children')
  const status = answer?.status ?? {}
  return { status, children: children.map(readChild), resyncAfterSeconds: answer?.resyncAfterSeconds ?? 0 }
}

/** Reads the answer of a customize hook as strictly. Throws FatalAnswer for a null rule. */
export function readCustomizeAnswer(text: string): RelatedRule[] {
  const answer = readJson(text, checkCustomize) as { relatedResources?: RelatedRule[] | null } | null
  const rules = answer?.relatedResources ?? []
  refuseNull(rules, 'relatedResources')
  return rules
}

function readJson(text: string, check: ValidateFunction): unknown {
  const answer = parseJson(text)
  if (check(answer)) return answer
  const problems = (check.errors as ErrorObject[]).map(describeFault).join(', ')
  throw new Error(`Cannot read the hook's answer: strict validation failed: ${problems}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error("Cannot read the hook's answer: it must be JSON", { cause })
  }
}

function describeFault({ instancePath, keyword, params, message }: ErrorObject): string {
  if (keyword !== 'additionalProperties') return `"${instancePath}" ${message}`
  return `unknown field "${`${instancePath}/${params['additionalProperty']}`.slice(1).replaceAll('/', '.')}"`
}

function refuseNull(list: unknown[], field: string): void {
  if (list.includes(null)) throw new FatalAnswer(`Cannot read the hook's answer: ${field} must not hold null`)
}

function readChild(child: KubeObject): KubeObject {
  if (!child.kind) throw new Error("Cannot read the hook's answer: Object 'Kind' is missing in a child")
  return { ...child, apiVersion: child.apiVersion ?? '', metadata: { ...child.metadata } }
}
