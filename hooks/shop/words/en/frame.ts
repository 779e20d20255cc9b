/** Words of every page. */
export const frame = {
  skip: 'Skip to the content',
  shop: 'Tickets',
  allConferences: 'All conferences',
  language: 'Language',
  away: 'The shop cannot reach its data right now. This page shows the last known state, and updates itself as soon as it can.',
  zone: (zone: string) => `Times in the time zone ${zone}.`,
  free: 'Free',
  unpayable: 'not payable in this currency',
  tickets: (count: number) => (count === 1 ? '1 ticket' : `${count} tickets`),
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  back: (title: string) => `Back to ${title}`,
  print: 'Print',
  copy: 'Copy',
  copied: 'Copied',
}
