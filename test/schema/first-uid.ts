import t from 'tap'
import { firstUid, firstUidAnnotation } from '../../hooks/schema/first-uid.ts'

const uid = '0b5dd3b2-6a9b-4c5e-8f7a-1d2e3f405162'
const first = 'a8098c1a-f86e-41da-bd1a-00112444be1e'
const annotated = (text: string) => firstUid({ uid, annotations: { [firstUidAnnotation]: text } })

t.test('a restored object has the uid of its annotation, and any other its own', async t => {
  t.equal(firstUid({ uid }), uid)
  t.equal(firstUid({ uid, annotations: {} }), uid)
  t.equal(annotated(first), first)
})

t.test('an annotation that is no uid is ignored', async t => {
  for (const text of ['', 'x', first.toUpperCase(), `${first}0`, `${first}\n`]) t.equal(annotated(text), uid, text)
})
