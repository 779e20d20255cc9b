import { jsonAnswer, type PlayedAnswer } from '../server/exchange.ts'

/** An error as Stripe answers it (Stripe API reference, Errors). */
export function stripeRefusal(
  status: number,
  {
    message,
    code,
    type = 'invalid_request_error',
    param,
  }: { message: string; code?: string; type?: string; param?: string },
): PlayedAnswer {
  return jsonAnswer(status, { error: { type, message, ...(code && { code }), ...(param && { param }) } })
}

export function missingObject(id: string): PlayedAnswer {
  return stripeRefusal(404, { message: `No such object: '${id}'`, code: 'resource_missing', param: 'id' })
}

export function stripeList(url: string, data: object[], limit: number): PlayedAnswer {
  return jsonAnswer(200, { object: 'list', url, has_more: data.length > limit, data: data.slice(0, limit) })
}
