// Form fields have the limits of the stored objects (hooks/schema/). The API server counts characters of Unicode.

/** The longest first or last name of a buyer or an attendee. */
export const longestName = 100

export const longestEmail = 254

/** The longest name of a plan. */
export const longestPlan = 55

/** The longest code of a coupon, which is the longest name of Kubernetes. */
export const longestCoupon = 253

/** The highest number of tickets of one order. */
export const mostTickets = 100
