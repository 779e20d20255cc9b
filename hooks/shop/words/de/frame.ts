import type { Words } from '../en/words.ts'

export const frame: Words['frame'] = {
  skip: 'Zum Inhalt springen',
  shop: 'Tickets',
  allConferences: 'Alle Konferenzen',
  language: 'Sprache',
  away: 'Der Shop erreicht seine Daten gerade nicht. Diese Seite zeigt den letzten bekannten Stand und aktualisiert sich, sobald es wieder geht.',
  zone: zone => `Zeiten in der Zeitzone ${zone}.`,
  free: 'Kostenlos',
  unpayable: 'in dieser Währung nicht zahlbar',
  tickets: count => (count === 1 ? '1 Ticket' : `${count} Tickets`),
  minutes: count => (count === 1 ? '1 Minute' : `${count} Minuten`),
  days: count => (count === 1 ? '1 Tag' : `${count} Tage`),
  back: title => `Zurück zu ${title}`,
  print: 'Drucken',
  copy: 'Kopieren',
  copied: 'Kopiert',
}
