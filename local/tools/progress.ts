/** Tells what a long build is doing: a line at its start, one every `every` milliseconds, one at its end. */
export function startProgress({ title, log, every }: { title: string; log: (line: string) => void; every: number }): {
  /** Takes a line the build printed: the package it compiles or the module it downloads. */
  note(line: string): void
  done(): void
  stop(): void
} {
  const start = performance.now()
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`
  let count = 0
  let latest = ''
  log(`${title}: building (minutes the first time, seconds later)`)
  const timer = setInterval(() => log(`${title}: ${seconds()}${count > 0 ? `, step ${count}: ${latest}` : ''}`), every)
  return {
    note(line) {
      count += 1
      latest = line
    },
    done: () => log(`${title}: built in ${seconds()}`),
    stop: () => clearInterval(timer),
  }
}
