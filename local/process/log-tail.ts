import { watch } from 'node:fs'
import { open, stat } from 'node:fs/promises'

const longestTailBytes = 8 * 1024

/** The last `lines` lines of a log file, at most 8 KiB of them; '' if the file does not exist. */
export async function readTail(path: string, lines = 20): Promise<string> {
  const size = await sizeOf(path)
  const text = await readFrom(path, Math.max(0, size - longestTailBytes))
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}

/** Length of a file in bytes; 0 if it does not exist. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    file => file.size,
    () => 0,
  )
}

/** Resolves with the first line at or after byte `from` that `matches`; rejects when `signal` aborts. The file must exist. */
export async function waitForLine(
  path: string,
  { from, matches, signal }: { from: number; matches: (line: string) => boolean; signal: AbortSignal },
): Promise<string> {
  let changed = Promise.withResolvers<void>()
  const onChange = () => {
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const watcher = watch(path, onChange)
  signal.addEventListener('abort', onChange)
  try {
    for (;;) {
      const change = changed.promise
      signal.throwIfAborted()
      const line = (await readFrom(path, from)).split('\n').slice(0, -1).find(matches)
      if (line !== undefined) return line
      await change
    }
  } finally {
    watcher.close()
    signal.removeEventListener('abort', onChange)
  }
}

async function readFrom(path: string, start: number): Promise<string> {
  const size = await sizeOf(path)
  if (size <= start) return ''
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
