import type { OrderView } from '../../model/order-view.ts'
import { isLookedAt } from '../../model/payment-view.ts'
import { isZeroAmount } from '../../model/views.ts'
import type { Words } from '../../words/en/words.ts'
import { deadlineText, moneyText, type PageContext } from '../context.ts'

/** The standing of an order in words: a heading, and sentences. */
export interface StandingText {
  title: string
  sentences: string[]
}

/** The words for the standing of an order. */
export function standingText(view: OrderView, context: PageContext): StandingText {
  const { standing } = context.words
  const { title, text } = wordsFor(view, context)
  const sentences = [text, ...extraSentences(view, standing)].filter(one => one !== undefined)
  return { title, sentences }
}

function wordsFor(view: OrderView, context: PageContext): { title: string; text?: string } {
  const { standing } = context.words
  if (isLookedAt(view.payment)) return lookingWords(view, context)
  switch (view.state) {
    case 'held':
    case 'underpaid':
      return heldWords(view, context)
    case 'waiting':
      return { title: standing.waiting.title, text: waitingText(view, context) }
    case 'confirming':
      return view.reason === 'FreeOrder' ? standing.confirmingFree : standing.confirming
    case 'confirmed':
      return confirmedWords(view, standing)
    case 'refused':
      return { title: standing.refused.title, text: refusalText(view.reason, standing) }
    case 'expired':
      return view.reason === 'Unseated' ? standing.unseated : standing.expired
    default:
      return standing[view.state]
  }
}

/** The words while a payment is checked. The order does not show it yet, even if its hold has ended meanwhile. */
function lookingWords({ payment }: OrderView, { words: { pay } }: PageContext): { title: string; text: string } {
  const { title, text, delayed } = pay.looking
  return { title, text: payment?.attempt?.state === 'lookingDelayed' ? delayed : text }
}

/** The words for a hold: it waits for a payment, is kept for announced money, or has ended. */
function heldWords(view: OrderView, context: PageContext): { title: string; text: string } {
  const { standing } = context.words
  const { state, announced, currency, expiresAt, conference } = view
  if (expiresAt !== undefined && expiresAt <= context.now) return standing.over
  if (announced === undefined)
    return { title: standing[state as 'held' | 'underpaid'].title, text: payText(view, context) }
  const { title, text, textUntil } = standing.announced
  const amount = moneyText(announced, currency, context)
  if (expiresAt === undefined) return { title, text: text(amount) }
  return { title, text: textUntil(amount, deadlineText(expiresAt, context, conference)) }
}

/** The words for the waitlist. No program notifies the buyers, so they must look at the page. */
function waitingText({ quantity, waitlist = {} }: OrderView, { words: { standing, frame } }: PageContext): string {
  const { minutes, left, isClosed } = waitlist
  const { text, look, lookFor, passed, closed } = standing.waiting
  if (isClosed === true) return `${text} ${closed}`
  const next = minutes === undefined ? look : lookFor(frame.minutes(minutes))
  const others = quantity > 1 ? [passed] : []
  return [text, next, ...others, ...(left === undefined ? [] : [standing.waiting.left(left)])].join(' ')
}

/** The amount to pay, and the end of the time to pay it. */
function payText(view: OrderView, context: PageContext): string {
  const { standing } = context.words
  const { state, due = view.total, currency, expiresAt, conference } = view
  const [owed, paid, total] = [due, view.paid, view.total].map(amount => moneyText(amount, currency, context)) as [
    string,
    string,
    string,
  ]
  if (expiresAt === undefined) {
    return state === 'held' ? standing.held.pay(owed) : standing.underpaid.pay(paid, total, owed)
  }
  const time = deadlineText(expiresAt, context, conference)
  return state === 'held' ? standing.held.payBy(owed, time) : standing.underpaid.payBy(paid, total, owed, time)
}

function confirmedWords({ tickets, ticketsAwaited }: OrderView, { appearing, confirmed }: Words['standing']) {
  const { title, text, textNamed } = confirmed
  if (ticketsAwaited === 0) return { title, text: tickets.every(({ attendee }) => attendee) ? textNamed : text }
  return { title: appearing.title, text: appearing.text(tickets.length, tickets.length + ticketsAwaited) }
}

function refusalText(reason: string, { refusals }: Words['standing']): string {
  return Object.hasOwn(refusals, reason) ? refusals[reason as keyof typeof refusals] : refusals.other
}

function extraSentences({ state, waitedBefore, paid, payment }: OrderView, standing: Words['standing']): string[] {
  return [
    ...(waitedBefore === undefined ? [] : [standing.waitedBefore(waitedBefore)]),
    ...((state === 'refused' || state === 'expired') && isZeroAmount(paid) && !isLookedAt(payment)
      ? [standing.nothingCharged]
      : []),
  ]
}
