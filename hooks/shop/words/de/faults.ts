import type { Words } from '../en/words.ts'

export const faults: Words['faults'] = {
  summary: 'Bitte korrigieren Sie das Formular',
  prefix: 'Fehler:',
  missing: {
    plan: 'Wählen Sie eines der Tickets',
    quantity: 'Geben Sie die Anzahl der Tickets ein',
    coupon: 'Geben Sie den Gutschein ein',
    firstname: 'Geben Sie einen Vornamen ein',
    lastname: 'Geben Sie einen Nachnamen ein',
    email: 'Geben Sie eine E-Mail-Adresse ein',
    other: 'Füllen Sie dieses Feld aus',
  },
  invalid: {
    plan: 'Dieses Ticket gibt es nicht; wählen Sie ein anderes',
    quantity: 'Geben Sie eine ganze Zahl ein',
    coupon: 'Ein Gutschein hat nur Buchstaben, Ziffern, Punkte und Bindestriche',
    email: 'Geben Sie eine E-Mail-Adresse wie ada@example.com ein',
    token: 'Das Formular war zu lange offen; senden Sie es noch einmal ab',
    other: 'Der Inhalt dieses Feldes ist nicht möglich',
  },
  tooLong: limit => `Höchstens ${limit} Zeichen`,
  tooMany: limit => `Eine Bestellung darf höchstens ${limit} dieser Tickets haben`,
  cannotGrow: 'Diese Bestellung kann keine weiteren Tickets bekommen; geben Sie eine neue Bestellung auf',
  tooFew: limit => `Geben Sie eine Zahl von 1 bis ${limit} ein`,
  notOnSale: 'Dieses Ticket ist zurzeit nicht im Verkauf; wählen Sie ein anderes',
  soldOut: 'Dieses Ticket ist ausverkauft; wählen Sie ein anderes',
  couponUnknown: 'Diesen Gutschein gibt es nicht; korrigieren Sie ihn oder lassen Sie ihn weg',
  couponExpired: 'Dieser Gutschein ist abgelaufen; lassen Sie ihn weg',
  couponUsedUp: 'Dieser Gutschein ist aufgebraucht; lassen Sie ihn weg',
  couponNotForPlan: 'Dieser Gutschein gilt nicht für dieses Ticket; lassen Sie ihn weg oder wählen Sie ein anderes',
  tooManyOpenOrders: 'Sie haben mehrere unbezahlte Bestellungen; bezahlen oder stornieren Sie zuerst eine davon',
  priceChanged:
    'Der Preis dieses Tickets hat sich geändert; bitte prüfen Sie ihn und senden Sie das Formular noch einmal',
}
