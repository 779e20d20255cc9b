import type { Words } from '../en/words.ts'

export const standing: Words['standing'] = {
  reserving: { title: 'Ihre Tickets werden reserviert', text: 'Das dauert einen Moment.' },
  held: {
    title: 'Ihre Tickets sind für Sie reserviert',
    pay: amount => `Zahlen Sie ${amount}, um Ihre Tickets zu erhalten.`,
    payBy: (amount, time) => `Zahlen Sie ${amount} bis ${time}, um Ihre Tickets zu erhalten.`,
  },
  underpaid: {
    title: 'Ein Teil des Preises ist bezahlt',
    pay: (paid, total, due) => `${paid} von ${total} sind bezahlt. Es fehlen noch ${due}.`,
    payBy: (paid, total, due, time) => `${paid} von ${total} sind bezahlt. Zahlen Sie noch ${due} bis ${time}.`,
  },
  announced: {
    title: 'Ihre Zahlung ist unterwegs',
    text: amount => `${amount} sind angekündigt; Ihre Tickets bleiben für Sie reserviert.`,
    textUntil: (amount, time) => `${amount} sind angekündigt; Ihre Tickets bleiben bis ${time} reserviert.`,
  },
  over: { title: 'Die Zeit zum Zahlen ist vorbei', text: 'Ihre Tickets werden freigegeben.' },
  timeOver: 'Die Zeit zum Zahlen ist vorbei. Ihre Tickets werden freigegeben.',
  left: minutes => `Verbleibende Zeit: ${minutes}`,
  lessThanAMinute: 'weniger als eine Minute',
  waiting: {
    title: 'Sie stehen auf der Warteliste',
    text: 'Jetzt ist nichts zu zahlen.',
    look: 'Es wird keine Nachricht verschickt. Öffnen Sie diese Seite oft.',
    lookFor: minutes =>
      `Es wird keine Nachricht verschickt. Öffnen Sie diese Seite oft: Sobald Tickets für Sie reserviert sind, ist für die Zahlung begrenzt Zeit (${minutes}).`,
    passed: 'Eine Bestellung über weniger Tickets kann vor Ihrer an die Reihe kommen.',
    closed: 'Der Verkauf ist geschlossen, und zurzeit rückt niemand von der Warteliste nach.',
    left: count =>
      count === 1
        ? 'Noch 1 ist frei: Verringern Sie die Anzahl, um es jetzt zu bekommen.'
        : `Noch ${count} sind frei: Verringern Sie die Anzahl, um sie jetzt zu bekommen.`,
  },
  waitedBefore: count =>
    count === 0
      ? 'Bei Ihrer Bestellung wartete niemand vor Ihnen.'
      : count === 1
        ? 'Bei Ihrer Bestellung wartete 1 Bestellung vor Ihnen.'
        : `Bei Ihrer Bestellung warteten ${count} Bestellungen vor Ihnen.`,
  confirming: { title: 'Ihre Zahlung ist eingegangen', text: 'Ihre Tickets werden ausgestellt.' },
  confirmingFree: {
    title: 'Ihre Tickets sind reserviert',
    text: 'Es ist nichts zu zahlen. Ihre Tickets werden ausgestellt.',
  },
  confirmed: {
    title: 'Ihre Tickets sind da',
    text: 'Tragen Sie auf jedem Ticket einen Namen ein, drucken Sie es aus oder legen Sie es in Ihren Kalender.',
    textNamed: 'Drucken Sie Ihre Tickets aus oder legen Sie sie in Ihren Kalender.',
  },
  appearing: {
    title: 'Ihre Tickets werden ausgestellt',
    text: (count, all) =>
      `${count} von ${all} ${all === 1 ? 'Ticket' : 'Tickets'} ${count === 1 ? 'ist' : 'sind'} fertig.`,
  },
  empty: {
    title: 'Diese Bestellung hat keine Tickets',
    text: 'Wählen Sie unten eine Anzahl, oder geben Sie eine neue Bestellung auf.',
  },
  refused: { title: 'Ihre Bestellung wurde nicht angenommen' },
  expired: { title: 'Die Zeit zum Zahlen ist abgelaufen', text: 'Ihre Tickets wurden für andere freigegeben.' },
  unseated: {
    title: 'Ihre Zahlung kam zu spät',
    text: 'Die Tickets waren bereits freigegeben und konnten für diese Bestellung nicht mehr verkauft werden.',
  },
  cancelled: { title: 'Diese Bestellung ist storniert', text: 'Ihre Tickets sind nicht mehr gültig.' },
  refunded: { title: 'Diese Bestellung wurde erstattet', text: 'Ihre Tickets sind nicht mehr gültig.' },
  refusals: {
    PriceMismatch: 'Der Preis hat sich während der Bestellung geändert. Bestellen Sie noch einmal zum jetzigen Preis.',
    PlanNotFound: 'Diese Art von Ticket gibt es nicht mehr.',
    PlanInactive: 'Diese Art von Ticket ist nicht im Verkauf.',
    NotYetOnSale: 'Der Verkauf dieses Tickets hat noch nicht begonnen.',
    SaleOver: 'Der Verkauf dieses Tickets ist beendet.',
    CouponNotFound: 'Den Gutschein gibt es nicht. Bestellen Sie noch einmal ohne ihn.',
    CouponNotApplicable: 'Der Gutschein gilt nicht für dieses Ticket. Bestellen Sie noch einmal ohne ihn.',
    CouponExhausted: 'Der Gutschein ist aufgebraucht. Bestellen Sie noch einmal ohne ihn.',
    CouponExpired: 'Der Gutschein ist abgelaufen. Bestellen Sie noch einmal ohne ihn.',
    TooMany: 'Es wurden mehr Tickets bestellt, als eine Bestellung haben darf. Bestellen Sie weniger.',
    other: 'Die Bestellung konnte nicht angenommen werden.',
  },
  nothingCharged: 'Sie haben nichts bezahlt.',
  refundDue: amounts =>
    `Der Veranstalter schuldet Ihnen eine Erstattung von ${amounts}. Sie kommt auf dem Weg Ihrer Zahlung.`,
  deciding: 'Für diese Bestellung ist Geld eingegangen. Gleich steht fest, was es kauft.',
  disputed: 'Eine Zahlung dieser Bestellung ist bei der Bank strittig.',
  stayValid: 'Ihre Tickets bleiben so lange gültig.',
  planGone: plan => `Das Ticket „${plan}“ wurde aus dem Verkauf genommen. Bestellungen dafür können nicht wachsen.`,
  changing: 'Ihre Änderung wird ausgeführt.',
  tooFewFree: count =>
    count === 1
      ? '1 weiteres Ticket war gewünscht, aber zu wenige sind frei. Es kommt dazu, wenn vor Ihrer Zahlung eines frei wird.'
      : `${count} weitere Tickets waren gewünscht, aber zu wenige sind frei. Sie kommen dazu, wenn vor Ihrer Zahlung genug frei werden.`,
  unsold: count =>
    count === 1
      ? '1 weiteres gewünschtes Ticket gehört nicht zu dieser Bestellung. Bestellen Sie es gesondert.'
      : `${count} weitere gewünschte Tickets gehören nicht zu dieser Bestellung. Bestellen Sie sie gesondert.`,
}
