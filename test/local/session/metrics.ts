import t from 'tap'
import { findMetrics } from '../../../local/session/metrics.ts'

const line = (port: number) => `{"level":30,"address":"127.0.0.1","port":${port},"msg":"serving metrics"}\n`

t.test('the addresses are those of the last start; a program without metrics has none', async t => {
  const folder = t.testdir({
    logs: {
      'hooks.log': `${line(1001)}{"msg":"sync"}\n${line(1002)}{"msg":"sync"}\n`,
      'box-office.log': line(1003),
      'shop.log': '{"port":3080,"msg":"Server listening"}\n',
      'etcd.log': line(1004),
    },
  })
  t.strictSame(await findMetrics(folder), {
    hooks: 'http://127.0.0.1:1002/metrics',
    'box-office': 'http://127.0.0.1:1003/metrics',
  })
})
