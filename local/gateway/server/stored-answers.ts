import type { PlayedAnswer } from './exchange.ts'

/** The answer that is stored under an idempotency key. */
export interface StoredAnswer {
  path: string
  parameters: string
  at: number
  answer: PlayedAnswer
}

/** A lookup of a key. */
export type Lookup = { found: 'nothing' | 'running' | 'other' } | { found: 'answer'; answer: PlayedAnswer }

export interface StoredAnswers {
  /** Looks a request up: `other` means that the key belongs to another path or to other parameters. */
  look(key: string, request: { path: string; parameters: string }): Lookup
  store(key: string, record: Omit<StoredAnswer, 'at'>): void
  /** From begin() to end() a request with the key is running: its answer was not sent yet. */
  begin(key: string): void
  end(key: string): void
}

/** Idempotency keys with their answers, in `records`, each for `keepMs` of the clock. */
export function storeAnswers(
  records: Record<string, StoredAnswer>,
  { keepMs, now }: { keepMs: number; now: () => number },
): StoredAnswers {
  const running = new Set<string>()
  return {
    look(key, { path, parameters }) {
      if (running.has(key)) return { found: 'running' }
      const record = records[key]
      if (record === undefined || now() - record.at >= keepMs) return { found: 'nothing' }
      if (record.path !== path || record.parameters !== parameters) return { found: 'other' }
      return { found: 'answer', answer: record.answer }
    },
    store(key, record) {
      records[key] = { ...record, at: now() }
    },
    begin: key => void running.add(key),
    end: key => void running.delete(key),
  }
}
