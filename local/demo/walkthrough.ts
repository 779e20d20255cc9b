import { attendee, limits } from './care-story.ts'
import { conference, end, plan } from './conference-story.ts'
import { door, hall } from './hall-story.ts'
import { offerSection } from './offer-story.ts'
import { coupon, free, payment, waiting } from './sale-story.ts'
import { seats } from './seats-story.ts'
import type { Section } from './story.ts'

/** The whole walk-through, in order. */
export const walkthrough: readonly Section[] = [
  conference,
  plan,
  waiting,
  free,
  payment,
  coupon,
  attendee,
  limits,
  end,
  seats,
  hall,
  door,
  offerSection(Date.now()),
]
