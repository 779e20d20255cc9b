import type { Words } from '../en/words.ts'

export const pay: Words['pay'] = {
  buttons: { STRIPE: 'Paga con carta', PAYPAL: 'Paga con PayPal' },
  hint: 'Paghi su una pagina del servizio di pagamento, e poi torni qui.',
  hintTime: 'Quella pagina si chiude quando scade il tempo per pagare.',
  methods: { STRIPE: 'Carta', PAYPAL: 'PayPal' },
  refusals: {
    currency: (method, currency) => `${method}: non disponibile in ${currency}.`,
    decimals: (method, unit) => `${method}: solo per multipli interi di ${unit}.`,
    minimum: (method, least) => `${method}: solo a partire da ${least}.`,
    maximum: (method, most) => `${method}: solo fino a ${most}.`,
  },
  goOn: 'Vai alla pagina di pagamento',
  looking: {
    title: 'Il tuo pagamento è in verifica',
    text: 'Tra un momento questa pagina mostra i tuoi biglietti. Non pagare un’altra volta.',
    delayed:
      'Il servizio di pagamento ora non risponde. Questa pagina mostra l’esito appena risponde. Non pagare un’altra volta.',
    notPaid: 'Non hai ancora pagato?',
  },
  attempts: {
    opening: 'La pagina di pagamento si sta aprendo.',
    open: 'La tua pagina di pagamento è aperta.',
    delayed:
      'Il servizio di pagamento ora non risponde. Non è stato addebitato nulla. Riprova tra un momento, o paga in un altro modo.',
    declined:
      'Il pagamento è stato rifiutato. Non è stato addebitato nulla. Riprova con un’altra carta o un altro conto, o in un altro modo.',
    timedOut: 'Il tempo sulla pagina di pagamento è scaduto. Non è stato addebitato nulla. Puoi pagare di nuovo.',
    amountChanged:
      'L’importo da pagare è cambiato, quindi la pagina di pagamento è stata chiusa. Lì non è stato addebitato nulla.',
    unavailable:
      'Il servizio di pagamento non ha aperto la pagina. Non è stato addebitato nulla. Riprova, paga in un altro modo, o chiedi all’organizzatore.',
  },
}
