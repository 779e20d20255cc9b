import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type Books, emptyBooks } from './books.ts'

/** The books in a file, so that payments and refunds survive a restart. */
export interface BookFile {
  books: Books
  /** Writes the books. */
  save(): void
}

/** Reads the file if it exists. Without a path the books are in memory alone. */
export function openBookFile(path: string | undefined): BookFile {
  if (path === undefined) return { books: emptyBooks(), save: () => undefined }
  const stored = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Books>) : {}
  const books = { ...emptyBooks(), ...stored }
  return {
    books,
    save() {
      writeFileSync(`${path}.new`, JSON.stringify(books))
      renameSync(`${path}.new`, path)
    },
  }
}
