import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { installed, start } from './installed.ts'

let server: GroundTruth
beforeAll(async () => {
  server = await startGroundTruth({ kind: 'constant', ms: 5 })
})
afterAll(() => server.stop())

describe('loadtest --find-max', () => {
  test('of a generator that is too late itself says so, and does not blame the target', async () => {
    const { child, ended } = start(process.execPath, [
      installed,
      ...['loadtest', server.url, '--find-max', '--rate', '50/s', '--duration', '1s'],
      ...['--slo', 'p99<2s', '--json'],
    ])
    // Every other fifth of a second somebody else has the machine.
    let isStopped = false
    const taking = setInterval(() => {
      if (isStopped) child.kill('SIGCONT')
      else child.kill('SIGSTOP')
      isStopped = !isStopped
    }, 200)
    const { code, output, errors } = await ended.finally(() => clearInterval(taking))
    const { data, headline } = JSON.parse(output) as Envelope<LoadtestData>
    expect(code).toBe(3)
    expect(data.maximum).toBeNull()
    expect(headline).toContain('the generator itself was too late, 3 times')
    expect(errors.match(/is tried again: the generator was too late/g)).toHaveLength(2)
    expect(errors).toContain('could not be judged')
  })
})
