import { timestamp } from '../../hooks/rules/time.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import { imagineTerms } from '../world.ts'
import type { Market } from './market.ts'

/** Moves the start or end of a sale, or the end of a coupon, to a time near the present; or removes it. */
export function moveDate({ api, faults, now, attempt }: Market, choices: Choices): string | undefined {
  const time = choices.chance(15) ? undefined : timestamp(now() + choices.integerBetween(-30, 120) * 1_000)
  faults['sales moved'] += 1
  if (choices.chance(25)) {
    const coupon = choices.pick(api.list('Coupon'))?.metadata.name
    if (coupon === undefined) return undefined
    return attempt(`lets ${coupon} end at ${time}`, () => api.patch('Coupon', coupon, { validUntil: time }))
  }
  const plan = choices.pick(api.list('Plan'))?.metadata.name
  if (plan === undefined) return undefined
  const field = choices.chance(60) ? 'salesEnd' : 'salesStart'
  return attempt(`moves ${field} of ${plan} to ${time}`, () => api.patch('Plan', plan, { [field]: time }))
}

/** Changes the times to pay of a plan. */
export function changeTerms({ api, world, faults, attempt }: Market, choices: Choices): string | undefined {
  const focus = focusOf(world.focus)
  const name = choices.pick(api.list('Plan'))?.metadata.name
  if (name === undefined) return undefined
  faults['times to pay changed'] += 1
  const none = { maxHoldMinutes: undefined, offerMinutes: undefined }
  const terms = {
    ...(choices.chance(60) && { holdMinutes: choices.pick(focus.holdMinutes) ?? 1 }),
    ...(choices.chance(80) && { ...none, ...imagineTerms(choices, focus) }),
    ...(choices.chance(focus.chances.pending) && { pendingHours: choices.pick([undefined, 0, 1, 2]) }),
  }
  return attempt(`lets buyers of ${name} pay within ${JSON.stringify(terms)}`, () => api.patch('Plan', name, terms))
}

/** Limits the tickets of one order of a plan or with a coupon, or no longer; or sells a plan with a coupon only, or to all. */
export function changeLimit({ api, world, faults, attempt }: Market, choices: Choices): string | undefined {
  const maxPerOrder = choices.pick([undefined, 1, 2, 3])
  faults['limits changed'] += 1
  if (choices.chance(40)) {
    const coupon = choices.pick(api.list('Coupon'))?.metadata.name
    if (coupon === undefined) return undefined
    return attempt(`allows ${maxPerOrder} tickets with ${coupon}`, () => api.patch('Coupon', coupon, { maxPerOrder }))
  }
  const plan = choices.pick(api.list('Plan'))
  if (plan === undefined) return undefined
  const { name } = plan.metadata
  if (choices.chance(focusOf(world.focus).chances.hidden)) return toggleHidden(plan, attempt)
  return attempt(`allows ${maxPerOrder} tickets of ${name}`, () => api.patch('Plan', name, { maxPerOrder }))
}

function toggleHidden({ metadata: { name }, spec }: Plan, attempt: Market['attempt']): string {
  const hidden = spec.hidden !== true
  return attempt(`${hidden ? 'hides' : 'shows'} ${name}`, api => api.patch('Plan', name, { hidden }))
}
