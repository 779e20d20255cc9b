import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openBookFile } from '../../../local/gateway/book-file.ts'
import { emptyBooks } from '../../../local/gateway/books.ts'

t.test('books in memory are not written', async t => {
  const { books, save } = openBookFile(undefined)
  t.strictSame([books, save()], [emptyBooks(), undefined])
})

t.test('the books of a file exist at the next start', async t => {
  const path = join(t.testdir(), 'books.json')
  const first = openBookFile(path)
  first.books.stripeKeys['k'] = { path: '/v1/x', parameters: '', at: 0, answer: { status: 200, headers: {}, body: '' } }
  first.save()
  t.strictSame(openBookFile(path).books, first.books)
  t.strictSame(JSON.parse(readFileSync(path, 'utf8')), first.books)
})

t.test('a file of an earlier version lacks a book', async t => {
  const path = join(t.testdir(), 'books.json')
  writeFileSync(path, '{"orders":{}}')
  t.strictSame(openBookFile(path).books, emptyBooks())
})
