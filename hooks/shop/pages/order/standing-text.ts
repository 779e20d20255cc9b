import type { OrderView } from '../../model/order-view.ts'
import { isZeroAmount } from '../../model/views.ts'
import type { Words } from '../../words/en/words.ts'
import { deadlineText, moneyText, type PageContext } from '../context.ts'

/** The standing of an order in words: a heading, and sentences. */
export interface StandingText {
  title: string
  sentences: string[]
}

/** The words for where an order stands. */
export function standingText(view: OrderView, context: PageContext): StandingText {
  const { standing } = context.words
  const { title, text } = wordsFor(view, context)
  const sentences = [text, ...extraSentences(view, standing)].filter(one => one !== undefined)
  return { title, sentences }
}

function wordsFor(view: OrderView, context: PageContext): { title: string; text?: string } {
  const { standing } = context.words
  switch (view.state) {
    case 'held':
      return { title: standing.held.title, text: payText(view, context) }
    case 'underpaid':
      return { title: standing.underpaid.title, text: payText(view, context) }
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

/** The amount to pay, and until when; after that time, that it is over. */
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
  if (expiresAt <= context.now) return standing.timeOver
  const time = deadlineText(expiresAt, context, conference)
  return state === 'held' ? standing.held.payBy(owed, time) : standing.underpaid.payBy(paid, total, owed, time)
}

function confirmedWords({ tickets, ticketsAwaited }: OrderView, { appearing, confirmed }: Words['standing']) {
  if (ticketsAwaited === 0) return confirmed
  return { title: appearing.title, text: appearing.text(tickets.length, tickets.length + ticketsAwaited) }
}

function refusalText(reason: string, { refusals }: Words['standing']): string {
  return Object.hasOwn(refusals, reason) ? refusals[reason as keyof typeof refusals] : refusals.other
}

function extraSentences({ state, waitedBefore, paid }: OrderView, standing: Words['standing']): string[] {
  return [
    ...(waitedBefore === undefined ? [] : [standing.waitedBefore(waitedBefore)]),
    ...((state === 'refused' || state === 'expired') && isZeroAmount(paid) ? [standing.nothingCharged] : []),
  ]
}
