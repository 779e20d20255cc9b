import type { Words } from '../en/words.ts'

export const frame: Words['frame'] = {
  skip: 'Vai al contenuto',
  shop: 'Biglietti',
  allConferences: 'Tutte le conferenze',
  language: 'Lingua',
  away: 'In questo momento il negozio non raggiunge i suoi dati. Questa pagina mostra l’ultimo stato noto e si aggiorna appena possibile.',
  zone: zone => `Orari nel fuso ${zone}.`,
  free: 'Gratuito',
  unpayable: 'non pagabile in questa valuta',
  tickets: count => (count === 1 ? '1 biglietto' : `${count} biglietti`),
  minutes: count => (count === 1 ? '1 minuto' : `${count} minuti`),
  days: count => (count === 1 ? '1 giorno' : `${count} giorni`),
  back: title => `Torna a ${title}`,
  print: 'Stampa',
  copy: 'Copia',
  copied: 'Copiato',
}
