// A point of TAP 14: indent, verdict, name, directive. tap gives every sum of other points the directive "time=".
const point = /^( *)(ok|not ok)\b(?: \d+)?(?: - )?(.*?)(?: # (.*))?$/
// These failures are no assertions: a timeout, or an error of the language, which means that the code is broken.
const broken = /^ *(?:expired: |type: (?:TypeError|ReferenceError|SyntaxError|RangeError)$)/m

/**
 * The names of the failed assertions in the TAP output of a test file: leaves only, without the tests around them
 * (https://testanything.org/tap-version-14-specification.html).
 */
export function readFailures(output: string): string[] {
  const failed: string[] = []
  for (const { ok, name, directive, diagnostics } of points(output))
    if (!ok && directive === undefined && !broken.test(diagnostics)) failed.push(name)
  return failed
}

function points(output: string) {
  const found: { indent: number; ok: boolean; name: string; directive: string | undefined; diagnostics: string }[] = []
  let end: string | undefined
  for (const line of output.split('\n')) {
    const last = found.at(-1)
    if (last !== undefined && end !== undefined) {
      last.diagnostics += `${line}\n`
      if (line === end) end = undefined
    } else if (last !== undefined && line === `${' '.repeat(last.indent)}  ---`) {
      end = `${' '.repeat(last.indent)}  ...`
    } else {
      const [, indent = '', verdict, name = '', directive] = point.exec(line) ?? []
      if (verdict) found.push({ indent: indent.length, ok: verdict === 'ok', name, directive, diagnostics: '' })
    }
  }
  return found
}
