import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { resultsInLog } from '../../src/load/index.ts'
import { lewisPerf } from './installed.ts'
import { manifestIn, pod } from './pods.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-emit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** Nothing is sent there. */
const url = 'http://127.0.0.1:9'

describe('secrets', () => {
  const token = 'hunter2secretvalue'

  test('are in no part of the manifest, and reach the target from a Secret', async () => {
    const given: string[] = []
    const own = createServer((request, response) => {
      given.push(`${request.headers.authorization} ${request.headers.cookie} ${request.headers.accept}`)
      response.end('ok')
    })
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
    const address = own.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const file = join(folder, 'secret.yaml')
    const { code, output, errors } = await lewisPerf([
      ...['loadtest', `http://user:${token}@127.0.0.1:${port}/`, '--users', '1', '--requests', '2'],
      ...['--header', `Cookie: session=${token}`, '--header', 'Accept: text/html', '--start-in', '2s'],
      ...['--emit', `kubernetes-job=${file}`],
    ])
    const basic = `Basic ${Buffer.from(`user:${token}`).toString('base64')}`
    const text = readFileSync(file, 'utf8')
    const manifest = manifestIn(file)
    expect(code).toBe(0)
    const values = { 'value-1': `session=${token}`, 'value-2': `${basic}\n` }
    const { output: line, errors: said, code: podCode } = await pod(manifest, 0, values)
    own.close()
    expect(podCode).toBe(0)
    expect(given).toEqual([1, 2].map(() => `${basic} session=${token} text/html`))
    const [run] = resultsInLog(line, 'log').runs
    for (const shown of [text, output, errors, line, said, JSON.stringify(run)])
      for (const secret of [token, basic, basic.slice(6)]) expect(shown).not.toContain(secret)
    expect(text).toMatch(
      /1\. kubectl create secret generic lewis-perf-load-[0-9a-f]{10}-values --from-file=value-1=FILE --from-file=value-2=FILE/,
    )
    expect(output).toContain('--from-file=value-1=FILE --from-file=value-2=FILE')
    expect(`${output}${errors}`).toContain('value-2 is the whole value of header Authorization')
    const { code: without, errors: missing } = await pod(manifest, 0)
    expect(without).toBe(2)
    expect(missing).toContain('header Cookie')
  })
})

describe('a Job', () => {
  test.each([
    ['--slo is about a result', ['--emit', 'kubernetes-job', '--slo', 'p99<1s']],
    ['--emit and --generators contradict', ['--emit', 'plan', '--generators', 'a,b']],
    ['--parallelism is about --emit', ['--parallelism', '4']],
    ['--image is about --emit kubernetes-job', ['--emit', 'plan', '--image', 'node:22']],
    ['--start-in is about several generators', ['--start-in', '3s']],
    ['--find-max needs one machine', ['--generators', 'a,b', '--find-max', '--slo', 'p99<1s']],
    ['16 generators would share 10 users', ['--emit', 'plan', '--parallelism', '16']],
  ])('%s: refused', async (sentence, args) => {
    const { code, errors } = await lewisPerf(['loadtest', url, ...args])
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)])
  })

  test('is emitted only for a host that was allowed, and hands that on', async () => {
    const args = ['loadtest', 'http://192.0.2.7/', '--rate', '10/s', '--emit', 'plan']
    expect((await lewisPerf(args)).errors).toContain('nobody allowed to load it')
    const { output, errors } = await lewisPerf([...args, '--allow', '192.0.2.7'])
    expect(JSON.parse(output)).toMatchObject({ schema: 'lewis-perf/load-plan/1' })
    const file = join(folder, 'allowed.json')
    writeFileSync(file, output)
    expect(errors).toBe('')
    const refused = await lewisPerf(['loadtest', 'slice', '--plan', file, '--slice', '1/1'])
    expect([refused.code, refused.errors]).toEqual([2, expect.stringContaining('nobody allowed to load it')])
  })

  test('too long for a ConfigMap is refused with what it has', async () => {
    const body = join(folder, 'body')
    writeFileSync(body, 'x'.repeat(900_000))
    const { code, errors } = await lewisPerf([
      ...['loadtest', url, '--body-file', body, '--emit', 'kubernetes-job'],
    ])
    expect([code, errors]).toEqual([
      2,
      expect.stringMatching(/have \d\.\d+ Mi?B, and a ConfigMap holds 1 MiB/),
    ])
  })
})
