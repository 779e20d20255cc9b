import type { ConferencePageView } from '../model/page-views.ts'
import { isOrderable, type OfferView } from '../model/views.ts'
import { whenText } from './conference-facts.ts'
import { localPath, type PageContext, priceText } from './context.ts'
import { shownLeft, stateText } from './forms/offer-card.ts'

type Json = Readonly<Record<string, unknown>>

/** `/<conference>/plans.json`, for an organizer's own site: plans with addresses, and their texts in the language asked for. */
export function plansJson({ conference, offers }: ConferencePageView, context: PageContext): Json {
  const { name, title, description, venue } = conference
  return {
    conference: { name, title, description, when: whenText(conference, context), venue, url: addressOf(name, context) },
    language: context.language,
    plans: offers.map(offer => planJson(offer, { conference, context })),
  }
}

function planJson(
  offer: OfferView,
  { conference, context }: { conference: ConferencePageView['conference']; context: PageContext },
): Json {
  const { plan, title, description, price, currency, state, waiting, salesStart, salesEnd } = offer
  return {
    name: plan,
    title,
    description,
    price,
    currency,
    priceText: priceText(price, currency, context),
    state,
    stateText: stateText(offer, conference, context),
    left: shownLeft(offer),
    waiting,
    salesStart: isoTime(salesStart),
    salesEnd: isoTime(salesEnd),
    isOrderable: isOrderable(offer),
    url: addressOf(conference.name, context, plan),
  }
}

function addressOf(conference: string, context: PageContext, plan?: string): string {
  return context.shopUrl + localPath(`/${conference}`, context, { plan })
}

function isoTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
