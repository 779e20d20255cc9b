import type { Words } from '../en/words.ts'

export const errors: Words['errors'] = {
  badRequest: {
    title: 'Diese Anfrage ist nicht möglich',
    text: 'Gehen Sie zurück und versuchen Sie es noch einmal.',
  },
  forbidden: {
    title: 'Dieses Formular kam von einer anderen Seite',
    text: 'Öffnen Sie die Seite im Shop selbst, und senden Sie das Formular von dort.',
  },
  notFound: {
    title: 'Unter dieser Adresse gibt es nichts',
    text: 'Die Adresse ist unvollständig, oder es gibt nicht mehr, wohin sie führte. Prüfen Sie, ob Sie sie ganz kopiert haben.',
  },
  endedTicket: {
    title: 'Dieses Ticket ist nicht mehr gültig',
    text: 'Es wurde storniert oder ersetzt. Fragen Sie die Person, von der Sie es haben, oder den Veranstalter.',
  },
  tooMany: { title: 'Zu viele Anfragen', text: 'Von Ihrer Adresse kamen in kurzer Zeit viele Anfragen.' },
  unavailable: {
    title: 'Der Shop kann gerade nicht antworten',
    text: 'Bestellungen, Zahlungen und Tickets sind sicher. Versuchen Sie es gleich noch einmal.',
  },
  retryAfter: seconds =>
    seconds === 1
      ? 'Versuchen Sie es in 1 Sekunde noch einmal.'
      : `Versuchen Sie es in ${seconds} Sekunden noch einmal.`,
  retry: 'Noch einmal versuchen',
  waiting: 'Diese Seite versucht es von selbst noch einmal.',
  request: id => `Wenn Sie um Hilfe bitten, nennen Sie die Anfrage ${id}.`,
}
