import t from 'tap'
import { FatalAnswer, readCustomizeAnswer, readSyncAnswer } from '../../../../local/metacontroller/hooks/hook-answer.ts'

const reading = "Cannot read the hook's answer: "

t.test('a missing or null field is empty', async t => {
  const empty = { status: {}, children: [], resyncAfterSeconds: 0 }
  for (const text of ['null', '{}', '{"status":null,"children":null,"resyncAfterSeconds":null,"finalized":null}']) {
    t.strictSame(readSyncAnswer(text), empty, text)
  }
  for (const text of ['null', '{}', '{"relatedResources":null}']) t.strictSame(readCustomizeAnswer(text), [], text)
})

t.test('a complete answer is read', async t => {
  const child = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, anything: [null] }
  const answer = { status: { a: 1 }, children: [child, { kind: 'Pod' }], resyncAfterSeconds: 1.5, finalized: false }
  t.strictSame(readSyncAnswer(JSON.stringify(answer)), {
    status: { a: 1 },
    children: [child, { apiVersion: '', kind: 'Pod', metadata: {} }],
    resyncAfterSeconds: 1.5,
  })
  const labelSelector = { matchLabels: { a: '1' }, matchExpressions: [{ key: 'a', operator: 'Exists', values: null }] }
  const rule = { apiVersion: 'v1', resource: 'pods', labelSelector, namespaceSelector: {}, namespace: '', names: ['p'] }
  t.strictSame(readCustomizeAnswer(JSON.stringify({ relatedResources: [rule] })), [rule])
})

t.test('unknown fields and wrong types are rejected', async t => {
  const strict = `${reading}strict validation failed: `
  const answers: [string, string][] = [
    ['{"more":1}', `${strict}unknown field "more"`],
    ['{"Status":{},"more":1}', `${strict}unknown field "Status", unknown field "more"`],
    ['{"children":{}}', `${strict}"/children" must be array,null`],
    ['{"status":[]}', `${strict}"/status" must be object,null`],
    ['{"resyncAfterSeconds":"5"}', `${strict}"/resyncAfterSeconds" must be number,null`],
    ['[]', `${strict}"" must be object,null`],
    ['', `${reading}it must be JSON`],
    ['{"children":[{}]}', `${reading}Object 'Kind' is missing in a child`],
  ]
  for (const [text, message] of answers) t.throws(() => readSyncAnswer(text), { message }, text)
  const rule = '{"relatedResources":[{"apiVersion":"v1","resource":"pods","labelSelector":{"match":{}}}]}'
  const message = `${strict}unknown field "relatedResources.0.labelSelector.match"`
  t.throws(() => readCustomizeAnswer(rule), { message })
})

t.test('a null child or rule is fatal', async t => {
  t.throws(() => readSyncAnswer('{"children":[null]}'), new FatalAnswer(`${reading}children must not hold null`))
  t.throws(() => readCustomizeAnswer('{"relatedResources":[null]}'), {
    name: 'FatalAnswer',
    message: `${reading}relatedResources must not hold null`,
  })
})
