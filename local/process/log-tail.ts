import { watch } from 'node:fs'
import { open, stat } from 'node:fs/promises'

const longestTailBytes = 8 * 1024
const blockBytes = 64 * 1024

/** The last `lines` lines of a log file, at most 8 KiB of them; '' if the file does not exist. */
export async function readTail(path: string, lines = 20): Promise<string> {
  const size = await sizeOf(path)
  const text = await readFrom(path, Math.max(0, size - longestTailBytes))
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}

/**
 * The last line of a log file that `matches`; undefined if none does. It reads from the end of the file, block by block,
 * because logs grow with each start. A file that does not exist has none.
 */
export async function findLastLine(path: string, matches: (line: string) => boolean): Promise<string | undefined> {
  let later: Buffer = Buffer.alloc(0)
  for (let end = await sizeOf(path); end > 0; end = Math.max(0, end - blockBytes)) {
    const start = Math.max(0, end - blockBytes)
    const block = Buffer.concat([await readBytes(path, { start, end }), later])
    // The first line of a block may begin in the block before it.
    const complete = start === 0 ? 0 : block.indexOf('\n') + 1 || block.length
    const found = block.toString('utf8', complete).split('\n').findLast(matches)
    if (found !== undefined) return found
    later = block.subarray(0, complete)
  }
  return undefined
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
  const end = await sizeOf(path)
  return end <= start ? '' : (await readBytes(path, { start, end })).toString()
}

async function readBytes(path: string, { start, end }: { start: number; end: number }): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
