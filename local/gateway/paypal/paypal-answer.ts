import { jsonAnswer, type PlayedAnswer } from '../server/exchange.ts'

/** An error as PayPal answers it (PayPal REST APIs, API responses: error messages). */
export function paypalRefusal(
  status: number,
  { name, issue, description, links = [] }: { name: string; issue?: string; description: string; links?: object[] },
): PlayedAnswer {
  const details = issue === undefined ? [] : [{ issue, description }]
  return jsonAnswer(status, { name, message: description, debug_id: 'f00d', details, links })
}

/** A request that PayPal understands and refuses. */
export function unprocessable(issue: string, description: string, links: object[] = []): PlayedAnswer {
  return paypalRefusal(422, { name: 'UNPROCESSABLE_ENTITY', issue, description, links })
}

export function missingResource(): PlayedAnswer {
  const description = 'Specified resource ID does not exist. Please check the resource ID and try again.'
  return paypalRefusal(404, { name: 'RESOURCE_NOT_FOUND', issue: 'INVALID_RESOURCE_ID', description })
}
