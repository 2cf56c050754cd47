import { once } from 'node:events'
import { createServer } from 'node:http2'
import { expect, test } from 'vitest'
import { lewisPerf } from './installed.ts'

test('a target that says GOAWAY and closes nothing leaves no request unaccounted for, and the command ends', async () => {
  let streams = 0
  const server = createServer()
  server.on('sessionError', () => {})
  server.on('stream', (stream) => {
    stream.on('error', () => {})
    stream.respond({ ':status': 200 })
    stream.end('ok')
    if (++streams % 10 === 0) stream.session?.goaway()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const load = ['--http2', '--rate', '50/s', '--duration', '1s']
  const { output } = await lewisPerf(['loadtest', `http://127.0.0.1:${port}`, ...load, '--json'])
  const { counts } = JSON.parse(output).data
  // What was sent while GOAWAY was on its way the target may leave unread.
  const failed = Object.values<number>(counts.failed).reduce((sum, count) => sum + count, 0)
  expect([counts.planned, counts.ok + failed + counts.unsent]).toEqual([50, 50])
  expect(counts.ok).toBe(streams)
})
