import type { Words } from '../en/words.ts'

export const pay: Words['pay'] = {
  buttons: { STRIPE: 'Mit Karte zahlen', PAYPAL: 'Mit PayPal zahlen' },
  hint: 'Sie zahlen auf einer Seite des Zahlungsdienstes und kommen danach hierher zurück.',
  hintTime: 'Diese Seite schließt, wenn Ihre Zeit zum Zahlen abgelaufen ist.',
  methods: { STRIPE: 'Karte', PAYPAL: 'PayPal' },
  refusals: {
    currency: (method, currency) => `${method}: in ${currency} nicht möglich.`,
    decimals: (method, unit) => `${method}: nur für ganze Vielfache von ${unit}.`,
    minimum: (method, least) => `${method}: erst ab ${least}.`,
    maximum: (method, most) => `${method}: nur bis ${most}.`,
  },
  goOn: 'Zur Zahlungsseite',
  looking: {
    title: 'Ihre Zahlung wird geprüft',
    text: 'Diese Seite zeigt gleich Ihre Tickets. Bitte zahlen Sie nicht noch einmal.',
    delayed:
      'Der Zahlungsdienst antwortet zurzeit nicht. Diese Seite zeigt das Ergebnis, sobald er antwortet. Bitte zahlen Sie nicht noch einmal.',
    notPaid: 'Noch nicht gezahlt?',
  },
  attempts: {
    opening: 'Die Zahlungsseite wird geöffnet.',
    open: 'Ihre Zahlungsseite ist offen.',
    delayed:
      'Der Zahlungsdienst antwortet zurzeit nicht. Es wurde nichts abgebucht. Versuchen Sie es gleich noch einmal, oder zahlen Sie auf andere Weise.',
    declined:
      'Die Zahlung wurde abgelehnt. Es wurde nichts abgebucht. Versuchen Sie es mit einer anderen Karte, einem anderen Konto oder auf andere Weise.',
    timedOut:
      'Die Zeit auf der Zahlungsseite ist abgelaufen. Es wurde nichts abgebucht. Sie können noch einmal zahlen.',
    amountChanged:
      'Der Betrag hat sich geändert, deshalb wurde die Zahlungsseite geschlossen. Dort wurde nichts abgebucht.',
    unavailable:
      'Der Zahlungsdienst hat keine Seite geöffnet. Es wurde nichts abgebucht. Versuchen Sie es noch einmal, zahlen Sie auf andere Weise, oder fragen Sie den Veranstalter.',
  },
}
