/** Words of error pages. */
export const errors = {
  badRequest: {
    title: 'This request cannot be accepted',
    text: 'Go back and try again.',
  },
  forbidden: {
    title: 'This form was sent from another page',
    text: 'Open the page in the shop itself, and send the form from there.',
  },
  notFound: {
    title: 'There is nothing at this address',
    text: 'The address is incomplete, or its page no longer exists. Check that you have copied all of it.',
  },
  endedTicket: {
    title: 'This ticket is no longer valid',
    text: 'It was cancelled or replaced. Ask the person who gave it to you, or the organizer.',
  },
  tooMany: { title: 'Too many requests', text: 'Many requests came from your address in a short time.' },
  unavailable: {
    title: 'The shop cannot answer right now',
    text: 'Orders, payments and tickets are safe. Please try again in a moment.',
  },
  retryAfter: (seconds: number) => (seconds === 1 ? 'Try again in 1 second.' : `Try again in ${seconds} seconds.`),
  retry: 'Try again',
  waiting: 'This page tries again by itself.',
  request: (id: string) => `If you ask for help, name the request ${id}.`,
}
