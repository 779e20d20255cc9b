// A test counts only for the file it mirrors: test/rules/price.ts for hooks/rules/price.ts, test/local/x.ts for local/x.ts.
// End-to-end and property tests pass through everything and count for nothing.
const uncounted = ['test/e2e/', 'test/properties/', 'test/manifests/', 'test/charts/']

export default test => {
  if (uncounted.some(folder => test.startsWith(folder))) return null
  if (['bench', 'local', 'scripts'].some(folder => test.startsWith(`test/${folder}/`)))
    return test.replace(/^test\//, '')
  return test.replace(/^test\//, 'hooks/')
}
