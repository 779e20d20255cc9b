import type { Words } from '../en/words.ts'

export const standing: Words['standing'] = {
  reserving: { title: 'Stiamo riservando i tuoi biglietti', text: 'Ci vuole un attimo.' },
  held: {
    title: 'I tuoi biglietti sono riservati',
    pay: amount => `Paga ${amount} per ricevere i biglietti.`,
    payBy: (amount, time) => `Paga ${amount} entro ${time} per ricevere i biglietti.`,
  },
  underpaid: {
    title: 'Una parte del prezzo è pagata',
    pay: (paid, total, due) => `Pagati ${paid} su ${total}. Mancano ancora ${due}.`,
    payBy: (paid, total, due, time) => `Pagati ${paid} su ${total}. Paga ancora ${due} entro ${time}.`,
  },
  announced: {
    title: 'Il pagamento è in arrivo',
    text: amount => `${amount} in arrivo: i biglietti restano riservati per te.`,
    textUntil: (amount, time) => `${amount} in arrivo: i biglietti restano riservati fino a ${time}.`,
  },
  over: { title: 'Il tempo per pagare è finito', text: 'I tuoi biglietti tornano in vendita.' },
  timeOver: 'Il tempo per pagare è finito. I tuoi biglietti tornano in vendita.',
  left: minutes => `Tempo rimasto: ${minutes}`,
  lessThanAMinute: 'meno di un minuto',
  waiting: {
    title: 'Sei in lista d’attesa',
    text: 'Ora non devi pagare nulla.',
    look: 'Non si inviano messaggi. Apri spesso questa pagina.',
    lookFor: minutes =>
      `Non si inviano messaggi. Apri spesso questa pagina: quando i biglietti sono riservati per te, hai ${minutes} per pagare.`,
    passed: 'Un ordine con meno biglietti può essere servito prima del tuo.',
    closed: 'La vendita è chiusa e ora nessuno in lista d’attesa riceve biglietti.',
    left: count =>
      count === 1
        ? 'Ne resta 1: riduci il numero per averlo ora.'
        : `Ne restano ${count}: riduci il numero per averli ora.`,
  },
  waitedBefore: count =>
    count === 0
      ? 'Quando sei arrivato, nessun ordine era in attesa prima del tuo.'
      : count === 1
        ? 'Quando sei arrivato, 1 ordine era in attesa prima del tuo.'
        : `Quando sei arrivato, ${count} ordini erano in attesa prima del tuo.`,
  confirming: { title: 'Il pagamento è arrivato', text: 'Stiamo emettendo i tuoi biglietti.' },
  confirmingFree: {
    title: 'I tuoi biglietti sono riservati',
    text: 'Non c’è nulla da pagare. Stiamo emettendo i tuoi biglietti.',
  },
  confirmed: {
    title: 'I tuoi biglietti sono pronti',
    text: 'Scrivi un nome su ogni biglietto, stampalo o salvalo nel calendario.',
    textNamed: 'Stampa i biglietti o salvali nel calendario.',
  },
  appearing: {
    title: 'Stiamo emettendo i tuoi biglietti',
    text: (count, all) => `Biglietti pronti: ${count} su ${all}.`,
  },
  empty: {
    title: 'Questo ordine non ha biglietti',
    text: 'Scegli qui sotto un numero di biglietti, oppure fai un altro ordine.',
  },
  refused: { title: 'Il tuo ordine non è stato accettato' },
  expired: { title: 'Il tempo per pagare è finito', text: 'I tuoi biglietti sono tornati in vendita.' },
  unseated: {
    title: 'Il pagamento è arrivato troppo tardi',
    text: 'I biglietti erano già tornati in vendita e non era più possibile venderli per questo ordine.',
  },
  cancelled: { title: 'Questo ordine è annullato', text: 'I suoi biglietti non sono più validi.' },
  refunded: { title: 'Questo ordine è stato rimborsato', text: 'I suoi biglietti non sono più validi.' },
  refusals: {
    PriceMismatch: 'Il prezzo è cambiato durante l’ordine. Ordina di nuovo al prezzo attuale.',
    PlanNotFound: 'Questo tipo di biglietto non esiste più.',
    PlanInactive: 'Questo tipo di biglietto non è in vendita.',
    NotYetOnSale: 'La vendita di questo biglietto non è ancora iniziata.',
    SaleOver: 'La vendita di questo biglietto è terminata.',
    CouponNotFound: 'Il codice sconto non esiste. Ordina di nuovo senza.',
    CouponNotApplicable: 'Il codice sconto non vale per questo biglietto. Ordina di nuovo senza.',
    CouponExhausted: 'Il codice sconto è esaurito. Ordina di nuovo senza.',
    CouponExpired: 'Il codice sconto non è più valido. Ordina di nuovo senza.',
    TooMany: 'Sono stati ordinati più biglietti di quanti un ordine possa avere. Ordinane di meno.',
    other: 'La biglietteria non ha potuto accettarlo.',
  },
  nothingCharged: 'Non hai pagato nulla.',
  refundDue: amounts => `L’organizzatore ti deve un rimborso di ${amounts}. Arriva per la stessa via del pagamento.`,
  deciding: 'Per questo ordine è arrivato del denaro. Tra un attimo si decide che cosa compra.',
  disputed: 'Un pagamento di questo ordine è contestato in banca.',
  stayValid: 'Nel frattempo i biglietti restano validi.',
  planGone: plan => `Il biglietto «${plan}» è stato tolto dalla vendita. Gli ordini non possono crescere.`,
  changing: 'La tua modifica è in corso.',
  tooFewFree: count =>
    count === 1
      ? 'Hai chiesto 1 biglietto in più, ma i posti non bastano. Si aggiunge se ne libera uno prima del pagamento.'
      : `Hai chiesto ${count} biglietti in più, ma i posti non bastano. Si aggiungono se se ne liberano abbastanza prima del pagamento.`,
  unsold: count =>
    count === 1
      ? '1 biglietto richiesto in più non fa parte di questo ordine. Fai un altro ordine.'
      : `${count} biglietti richiesti in più non fanno parte di questo ordine. Fai un altro ordine.`,
}
