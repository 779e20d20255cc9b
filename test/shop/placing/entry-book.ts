import t from 'tap'
import { createEntryBook } from '../../../hooks/shop/placing/entry-book.ts'

t.test('an entry is found by its place and by its owners, until it is removed', async t => {
  const book = createEntryBook()
  const left: string[] = []
  const entry = (id: string, ...owners: string[]) => ({
    owners,
    isEndless: false,
    quantity: 1,
    until: 0,
    leave: () => left.push(id),
  })
  const [first, second, third] = [entry('1', 'a', 'b'), entry('2', 'a'), entry('3', 'c')] as const
  book.write('conf/1', first)
  book.write('conf/2', second)
  t.strictSame([book.find('conf/1'), book.find('conf/3')], [first, undefined])
  t.strictSame(['a', 'b', 'c'].map(book.placesOf), [['conf/1', 'conf/2'], ['conf/1'], []])
  book.write('conf/1', third)
  t.strictSame(['a', 'b', 'c'].map(book.placesOf), [['conf/2'], [], ['conf/1']])
  book.remove('conf/2')
  book.remove('conf/2')
  t.strictSame(['a', 'b', 'c'].map(book.placesOf), [[], [], ['conf/1']])
  t.strictSame([left, book.size()], [['1', '2'], 1])
})
