/** Logs the progress of a long build: a line at the start, a line every `everyMs`, and a line at the end. */
export function startProgress({
  title,
  log,
  everyMs,
}: {
  title: string
  log: (line: string) => void
  everyMs: number
}): {
  /** Takes a line of the build's output: the package it compiles or the module it downloads. */
  note(line: string): void
  finish(): void
  stop(): void
} {
  const start = performance.now()
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`
  let count = 0
  let latest = ''
  log(`${title}: building (minutes the first time, seconds later)`)
  const timer = setInterval(
    () => log(`${title}: ${seconds()}${count > 0 ? `, step ${count}: ${latest}` : ''}`),
    everyMs,
  )
  return {
    note(line) {
      count += 1
      latest = line
    },
    finish: () => log(`${title}: built in ${seconds()}`),
    stop: () => clearInterval(timer),
  }
}
