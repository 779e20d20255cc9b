import { join } from 'node:path'
import t from 'tap'
import { helmTemplate } from '../../../scripts/print/helm-template.ts'

const project = join(import.meta.dirname, '..', '..', '..')

t.test('the chart is rendered as the release kconference, with the given arguments', async t => {
  const args = ['--set=payments.paypalVerification=off', '--show-only=templates/payments-rbac.yaml']
  const text = helmTemplate(project, { folder: 'x/', args })
  t.match(text, 'app.kubernetes.io/instance: kconference\n')
  t.match(text, 'namespace: kconference-system\n')
})

t.test('without helm the error names the command that builds it', async t => {
  t.throws(() => helmTemplate(t.testdir({}), { folder: 'x/', args: [] }), {
    message: 'Cannot print x/ with ".local/bin/helm": it must be built first; run "npm run build"',
  })
})
