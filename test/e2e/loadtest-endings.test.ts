import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { installed, lewisPerf, start } from './installed.ts'

let server: GroundTruth
beforeAll(async () => {
  server = await startGroundTruth({ kind: 'constant', ms: 5 })
})
afterAll(() => server.stop())
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args])

describe('what cannot be sent ends before anything is sent', () => {
  test.each([
    ['X: €', 'holds a character that no header can carry'],
    ['X: a\nY: b', 'holds a character that no header can carry'],
    ['Content-Length: 50', 'says how long the body is'],
    ['Transfer-Encoding: chunked', 'says how long the body is'],
  ])('the header %j', async (header, problem) => {
    const { code, signal, errors } = await loadtest(server.url, '--header', header, '--requests', '1')
    expect([code, signal]).toEqual([2, null])
    expect(errors).toContain(problem)
  })

  test.each([
    ['p95[login]<1s', 'there is no request called login'],
    ['lag<10ms', 'users who wait for their answers are never late'],
  ])('the limit %s', async (slo, because) => {
    const { code, errors } = await loadtest(server.url, '--users', '1', '--duration', '1s', '--slo', slo)
    expect([code, errors]).toEqual([2, expect.stringContaining(because)])
  })
})

test('the short answer says which limit does not hold', async () => {
  const { code, output } = await loadtest(
    ...[server.url, '--users', '1', '--duration', '500ms', '--slo', 'p50<1ms', '-q'],
  )
  expect([code, output.replaceAll(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining('p50<1ms does not hold.'),
  ])
})

test('two signals at once are one wish, and the result is whole', async () => {
  const { child, ended } = start(process.execPath, [
    ...[installed, 'loadtest', server.url, '--users', '2', '--duration', '30s', '--json'],
  ])
  await new Promise<void>((told) => {
    let said = ''
    child.stderr?.on('data', (piece: string) => {
      said += piece
      if (said.includes('0:01 of 0:30')) told()
    })
  })
  // As timeout(1) and a terminal do: to the process, and then to its group.
  child.kill('SIGTERM')
  child.kill('SIGINT')
  const { code, output, errors } = await ended
  const { interrupted, data, headline } = JSON.parse(output) as Envelope<LoadtestData>
  expect(headline).toMatch(/^(?:Interrupted|To be doubted|Invalid): /)
  expect([code, interrupted]).toEqual([130, true])
  expect(data.counts.ok).toBeGreaterThan(0)
  expect(errors).toContain('stopping: what is under way gets half a second')
})

test('the comments of a manifest tell no query either', async () => {
  const { output } = await loadtest(
    ...[
      `${server.url}/a?token=first-4711&other=second-4712`,
      '--rate',
      '5/s',
      '--duration',
      '5s',
      '--emit',
      'kubernetes-job',
    ],
  )
  expect(output).toContain('kind: Job')
  expect(output).not.toMatch(/first-4711|second-4712/)
})
