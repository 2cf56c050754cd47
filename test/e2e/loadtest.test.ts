import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { freePort } from '../servers/program.ts'
import { installed, lewisPerf, start } from './installed.ts'

type Result = Envelope<LoadtestData>

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-loadtest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args], { cwd: folder })
async function json(...args: string[]): Promise<Result> {
  return JSON.parse((await loadtest(...args, '--json')).output)
}

describe('loadtest', () => {
  let server: GroundTruth
  beforeAll(async () => {
    server = await startGroundTruth({ kind: 'constant', ms: 5 })
  })
  afterAll(() => server.stop())

  test('fits 80 columns with all details, and says first whether it can be believed', async () => {
    const { code, output } = await loadtest(server.url, '--rate', '50/s', '--duration', '3s', '-v')
    expect(code).toBe(0)
    expect(output).toMatch(/^(To be doubted: |Invalid: )?150 requests in 3 s/)
    expect(output).toContain('From due time')
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test.each([
    [0, 'p50<1s, errors<1%, rate>10/s'],
    [1, 'p50<1ms'],
    [1, 'p99<1ms over 1s'],
    [3, 'assertions>99%'],
    [2, 'p50[other]<1s'],
  ])('exits %i under --slo %j', async (exitCode, slo) => {
    const { code } = await loadtest(server.url, '--users', '2', '--duration', '2s', '--slo', slo)
    expect(code).toBe(exitCode)
  })

  test('stops early under --abort-on-fail', async () => {
    const { durationMs, exitCode, findings } = await json(
      ...[server.url, '--users', '2', '--duration', '60s', '--slo', 'p50<1ms over 1s', '--abort-on-fail'],
    )
    expect(exitCode).toBe(1)
    expect(durationMs).toBeLessThan(30_000)
    expect(findings.some(({ id }) => id === 'stopped')).toBe(true)
  })

  test('is interrupted with all that ran', async () => {
    const { child, ended } = start(
      process.execPath,
      [installed, 'loadtest', server.url, '--rate', '40/s', '--duration', '60s', '--json'],
      { cwd: folder },
    )
    await server.log()
    await server.seen(20)
    child.kill('SIGINT')
    const { code, output } = await ended
    const { interrupted, data }: Result = JSON.parse(output)
    expect([code, interrupted]).toEqual([130, true])
    expect(data.counts.ok).toBeGreaterThanOrEqual(15)
    expect(data.counts.planned).toBe(data.counts.sent + data.counts.unsent)
  })

  test('sends what it is told to, and shows no secret of it', async () => {
    const seen: string[] = []
    const own: Server = createServer((request, response) => {
      let body = ''
      request.on('data', (piece) => {
        body += piece
      })
      request.on('end', () => {
        seen.push(
          `${request.method} ${request.url} ${request.headers.authorization} ${request.headers['x-a']} ${body}`,
        )
        response.end('ok')
      })
    })
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
    const address = own.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    writeFileSync(join(folder, 'body'), 'from a file')
    const file = join(folder, 'secret.json')
    const { output, errors } = await loadtest(
      ...[`http://user:hunter2secret@127.0.0.1:${port}/scan?x=1`, '--method', 'PUT', '--body-file', 'body'],
      ...[
        '--header',
        'X-A: b',
        '--header',
        'Cookie: session=hunter2secret',
        '--requests',
        '3',
        '--users',
        '1',
      ],
      ...['--json', '-o', file],
    )
    own.close()
    const token = Buffer.from('user:hunter2secret').toString('base64')
    expect(seen).toEqual(Array.from({ length: 3 }, () => `PUT /scan?x=1 Basic ${token} b from a file`))
    for (const text of [output, errors, readFileSync(file, 'utf8')]) {
      expect(text).not.toContain('hunter2secret')
      expect(text).not.toContain(token)
    }
  })

  test('leaves the warm-up out of a number of requests', async () => {
    await server.log()
    const { data } = await json(server.url, '--users', '2', '--requests', '10', '--warmup', '500ms')
    expect(data.counts).toMatchObject({ planned: 10, sent: 10, ok: 10 })
    expect((await server.log()).arrivedMs.length).toBeGreaterThan(20)
  })

  test('joins the results of two generators', async () => {
    const args = [server.url, '--users', '2', '--requests', '30', '-q']
    const joined = async () => {
      await Promise.all([loadtest(...args, '-o', 'a.json'), loadtest(...args, '-o', 'b.json')])
      return json('merge', 'a.json', 'b.json', '--slo', 'errors<1%', '--hdr', 'both.hlog')
    }
    let { data, exitCode } = await joined()
    // Two processes that begin more than 100 ms apart are no joint load, and on a busy machine that happens.
    for (let tries = 1; tries < 15 && /began up to/.test(data.validity.reasons.join()); tries += 1)
      ({ data, exitCode } = await joined())
    expect(exitCode).toBe(0)
    expect(data.counts).toMatchObject({ planned: 60, sent: 60, ok: 60 })
    expect(readFileSync(join(folder, 'both.hlog'), 'utf8')).toContain('HISTFAAA')
    writeFileSync(join(folder, 'size.json'), (await lewisPerf(['size', '--users', '1', '--json'])).output)
    const other = await loadtest('merge', 'a.json', 'size.json')
    expect([other.code, other.errors]).toEqual([2, expect.stringContaining('without a load test in it')])
    const damaged = JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))
    delete damaged.data.run.cells[0].fromSend
    writeFileSync(join(folder, 'damaged.json'), JSON.stringify(damaged))
    const broken = await loadtest('merge', 'damaged.json')
    expect([broken.code, broken.errors]).toEqual([2, expect.stringContaining('is damaged')])
  })
})

test('a target that is not there fails, and soon', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  const { exitCode, findings, durationMs } = await json(url, '--users', '5', '--requests', '100')
  expect(exitCode).toBe(1)
  expect(durationMs).toBeLessThan(20_000)
  expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['stopped', 'nothing-answered']))
})

describeWithServer('nginx', 'with a real server', (server) => {
  const brief = ['--users', '2', '--requests', '50', '--slo', 'errors<=0%']

  test.each<[string, () => string[]]>([
    ['HTTP/1.1', () => [`${server().url}/ok`]],
    ['HTTP/1.1 without keep-alive', () => [`${server().url}/ok`, '--no-keep-alive']],
    ['HTTP/1.1, pipelined', () => [`${server().url}/10k`, '--pipelining', '4']],
    ['HTTP/2 with prior knowledge', () => [`${server().h2cUrl}/10k`, '--http2']],
    [
      'HTTP/2, many at once on one connection',
      () => [`${server().h2cUrl}/ok`, '--http2', '--connections', '1'],
    ],
    ['TLS', () => [`${localhost(server().tlsUrl)}/ok`, '--ca', server().certificateFile]],
    [
      'HTTP/2 over TLS',
      () => [`${localhost(server().tlsUrl)}/10k`, '--http2', '--ca', server().certificateFile],
    ],
    ['TLS that is not verified', () => [`${server().tlsUrl}/ok`, '--insecure']],
    [
      'TLS by another name',
      () => [`${server().tlsUrl}/ok`, '--server-name', 'localhost', '--ca', server().certificateFile],
    ],
    ['HEAD', () => [`${server().url}/10k`, '--method', 'HEAD']],
    [
      'an open load over HTTP/2',
      () => [`${server().h2cUrl}/ok`, '--http2', '--rate', '50/s', '--duration', '1s'],
    ],
  ])('%s', async (_, args) => {
    const more = args().includes('--rate') ? [] : brief
    const { data, exitCode } = await json(...args(), ...more)
    expect([exitCode, data.counts.ok, data.counts.failed]).toEqual([0, 50, {}])
    expect(data.status).toEqual({ 200: 50 })
    const size = args()[0]?.endsWith('/10k') && !args().includes('HEAD') ? 10_000 : 0
    expect(data.bytesReceived).toBeGreaterThanOrEqual(50 * size)
  })

  test('a certificate that nobody vouches for is an error, not a result', async () => {
    const { data, exitCode } = await json(
      `${localhost(server().tlsUrl)}/ok`,
      '--rate',
      '20/s',
      '--duration',
      '1s',
    )
    expect(exitCode).toBe(1)
    expect(data.counts.failed.tls).toBe(data.counts.sent)
    expect(data.failures.tls?.example).toMatch(/self.signed/)
  })
})

function localhost(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
}

describe('what is refused before anything is sent', () => {
  const url = 'http://127.0.0.1:9'
  test.each<[string, string[]]>([
    ['There is nothing to load', []],
    ['The address cannot be loaded: ftp://x', ['ftp://x']],
    ['example.com is another machine, and nobody allowed to load it.', ['http://example.com/']],
    ['another.example is another machine', ['http://another.example/', '--allow', 'example.com']],
    ['3,000/s is above 2,000/s', ['http://example.com/', '--allow', 'example.com', '--rate', '3k/s']],
    ['--rate and --users contradict', [url, '--rate', '5/s', '--users', '5']],
    ['--rate and --stages contradict', [url, '--rate', '5/s', '--stages', '5/s:1s']],
    ['--stages and --duration contradict', [url, '--stages', '5/s:1s', '--duration', '5s']],
    ['--arrivals is about a rate', [url, '--arrivals', 'poisson']],
    ['--http2 and --no-keep-alive contradict', [url, '--http2', '--no-keep-alive']],
    ['--find-max and --warmup contradict', [url, '--find-max', '--slo', 'p99<1s', '--warmup', '1s']],
    ['--find-max and --hdr contradict', [url, '--find-max', '--slo', 'p99<1s', '--hdr', 'x']],
    ['--find-max needs to know', [url, '--find-max']],
    ['--abort-on-fail needs a limit', [url, '--abort-on-fail', '--slo', 'p99<1s']],
    ['--insecure is about TLS', [url, '--insecure']],
    ['needs --cert and --key', ['https://127.0.0.1:9', '--cert', 'c.pem']],
    ['--balance is about several targets', [url, '--balance', 'weighted']],
    ['--health-path is about several targets', [url, '--health-path', '/x']],
    ['is given twice', ['--target', url, '--target', url]],
    [
      'looks at no weight',
      ['--target', `${url},weight=2`, '--target', 'http://127.0.0.1:8', '--balance', 'round-robin'],
    ],
    ['With --target the operand is the path', [url, '--target', url]],
    ['One URL can be loaded at a time', [url, url]],
    ['--header is no header', [url, '--header', 'no header']],
    ['The certificates cannot be used', ['https://127.0.0.1:9', '--ca', 'not-pem']],
  ])('%s', async (sentence, args) => {
    writeFileSync(join(folder, 'c.pem'), 'x')
    writeFileSync(join(folder, 'not-pem'), '-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n')
    const { code, errors } = await loadtest(...args)
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})
