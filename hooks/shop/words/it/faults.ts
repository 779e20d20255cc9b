import type { Words } from '../en/words.ts'

export const faults: Words['faults'] = {
  summary: 'Correggi il modulo',
  prefix: 'Errore:',
  missing: {
    plan: 'Scegli uno dei biglietti',
    quantity: 'Inserisci il numero di biglietti',
    coupon: 'Inserisci il codice sconto',
    firstname: 'Inserisci un nome',
    lastname: 'Inserisci un cognome',
    email: 'Inserisci un indirizzo e-mail',
    other: 'Compila questo campo',
  },
  invalid: {
    plan: 'Questo biglietto non esiste: scegline un altro',
    quantity: 'Inserisci un numero intero di biglietti',
    coupon: 'Un codice ha solo lettere, cifre, punti e trattini',
    email: 'Inserisci un indirizzo e-mail come ada@example.com',
    token: 'Il modulo è rimasto aperto troppo a lungo: invialo di nuovo',
    other: 'Il contenuto di questo campo non può essere accettato',
  },
  tooLong: limit => `Al massimo ${limit} caratteri`,
  tooMany: limit => `Un ordine può avere al massimo ${limit} di questi biglietti`,
  tooFew: limit => `Inserisci un numero da 1 a ${limit}`,
  notOnSale: 'Questo biglietto non è in vendita ora: scegline un altro',
  soldOut: 'Questo biglietto è esaurito: scegline un altro',
  couponUnknown: 'Questo codice non esiste: correggilo o toglilo',
  couponExpired: 'Questo codice non è più valido: toglilo',
  couponUsedUp: 'Questo codice è esaurito: toglilo',
  couponNotForPlan: 'Questo codice non vale per il biglietto scelto: toglilo o scegli un altro biglietto',
  tooManyOpenOrders: 'Hai più ordini non pagati: prima pagane o annullane uno',
  priceChanged: 'Il prezzo di questo biglietto è cambiato; lo controlli e invii di nuovo il modulo',
}
