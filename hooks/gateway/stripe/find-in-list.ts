import { type Json, objectOf, textOf } from '../../payment/body/json-object.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CallStripe } from './call-stripe.ts'
import type { FormParameters } from './form.ts'

const pageSize = 100
const maxPages = 100

/**
 * The first object of a list that matches, undefined if none does. It reads page after page (Stripe API reference,
 * Pagination). Rejects with a GatewayError, `unknown` for a list that is too long.
 */
export async function findInList(
  call: CallStripe,
  { path, parameters, isMatch }: { path: string; parameters: FormParameters; isMatch(object: Json): boolean },
  signal: AbortSignal,
): Promise<Json | undefined> {
  let last: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const request = { ...parameters, limit: pageSize, starting_after: last }
    const answer = await call({ method: 'GET', path, parameters: request }, signal)
    const objects = listOf(answer)
    const found = objects.find(isMatch)
    last = textOf(objects.at(-1), 'id')
    if (found !== undefined || answer['has_more'] !== true || last === undefined) return found
  }
  throw new GatewayError(
    'unknown',
    `Cannot find an object in ${path}: it must be among the newest ${maxPages * pageSize}`,
  )
}

function listOf({ data }: Json): Json[] {
  if (Array.isArray(data)) return data.map(one => objectOf(one) ?? {})
  throw new GatewayError('unknown', 'Cannot read the answer of Stripe: it must be a list')
}
