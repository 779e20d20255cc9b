/** The result of one test file. */
export interface FileResult {
  file: string
  ok: boolean
  /** Names of the assertions that failed; none when the file failed for another reason. */
  failed: string[]
}

// A point of TAP 14: indent, verdict, name, directive. tap gives every sum of other points the directive "time=".
const point = /^( *)(ok|not ok)\b(?: \d+)?(?: - )?(.*?)(?: # (.*))?$/
// These failures are no assertions: a timeout, or an error of the language, which means that the code is broken.
const broken = /^ *(?:expired: |type: (?:TypeError|ReferenceError|SyntaxError|RangeError)$)/m

/**
 * The files of a TAP output, each with its failed assertions: leaves only, without the tests and files around them
 * (https://testanything.org/tap-version-14-specification.html).
 */
export function readTap(output: string): FileResult[] {
  const results: FileResult[] = []
  let failed: string[] = []
  for (const { indent, ok, name, directive, diagnostics } of points(output)) {
    if (indent === 0) {
      results.push({ file: name, ok, failed })
      failed = []
    } else if (!ok && directive === undefined && !broken.test(diagnostics)) {
      failed.push(name)
    }
  }
  return results
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
