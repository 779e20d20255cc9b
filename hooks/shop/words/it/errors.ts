import type { Words } from '../en/words.ts'

export const errors: Words['errors'] = {
  badRequest: {
    title: 'Questa richiesta non può essere accettata',
    text: 'Torna indietro e riprova.',
  },
  forbidden: {
    title: 'Questo modulo arriva da un’altra pagina',
    text: 'Apri la pagina nel negozio stesso e invia il modulo da lì.',
  },
  notFound: {
    title: 'A questo indirizzo non c’è nulla',
    text: 'L’indirizzo è incompleto, oppure ciò a cui portava non esiste più. Controlla di averlo copiato per intero.',
  },
  endedTicket: {
    title: 'Questo biglietto non è più valido',
    text: 'È stato annullato o sostituito. Chiedi alla persona che te lo ha dato, o all’organizzatore.',
  },
  tooMany: { title: 'Troppe richieste', text: 'Dal tuo indirizzo sono arrivate molte richieste in poco tempo.' },
  unavailable: {
    title: 'In questo momento il negozio non può rispondere',
    text: 'Ordini, pagamenti e biglietti sono al sicuro. Riprova tra un attimo.',
  },
  retryAfter: seconds => (seconds === 1 ? 'Riprova tra 1 secondo.' : `Riprova tra ${seconds} secondi.`),
  retry: 'Riprova',
  waiting: 'Questa pagina riprova da sola.',
  request: id => `Se chiedi aiuto, indica la richiesta ${id}.`,
}
