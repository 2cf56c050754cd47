import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { describeWithProgram } from '../servers/describe-with.ts'
import { lewisPerf, oneFile, run } from './installed.ts'

const page = `<!doctype html><title>page</title><script>
fetch('/api/scan?token=hunter2secret', {
  method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer hunter2secret' }, body: '{"url":"ö"}',
}).then((answer) => answer.text()).then((text) => { document.title = text })
</script><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-har-'))
const seen: string[] = []
let server: Server
let url = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece
    })
    request.on('end', () => {
      const { authorization, cookie } = request.headers
      seen.push([request.method, request.url, authorization ?? '-', cookie ?? '-', body].join(' '))
      response.setHeader('set-cookie', 'session=hunter2secret')
      response.setHeader('content-type', request.url === '/' ? 'text/html; charset=utf-8' : 'text/plain')
      response.end(request.url === '/' ? page : 'done')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})
const loadtest = (...args: string[]) => lewisPerf(['loadtest', ...args], { cwd: folder })

describeWithProgram('chromium', 'what a browser recorded', (executablePath) => {
  const file = join(folder, 'page.har')
  beforeAll(async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    const context = await browser.newContext({ recordHar: { path: file, content: 'embed' } })
    const tab = await context.newPage()
    await tab.goto(url)
    await tab.waitForFunction("document.title === 'done'")
    await context.close()
    await browser.close()
  })

  test.each(['lewis-perf', 'autocannon'])('is sent by %s, and no secret of it is shown', async (engine) => {
    seen.length = 0
    const result = join(folder, `${engine}.json`)
    const { code, output, errors } = await loadtest(
      ...[url, '--har', file, '--engine', engine, '--users', '2', '--requests', '40', '--json', '-o', result],
    )
    expect(code).toBe(0)
    const { data }: Envelope<LoadtestData> = JSON.parse(output)
    expect(data.counts).toMatchObject({ sent: 40, ok: 40 })
    expect(seen).toHaveLength(40)
    const post = 'POST /api/scan?token=hunter2secret Bearer hunter2secret session=hunter2secret {"url":"ö"}'
    const posts = seen.filter((one) => one === post).length
    expect(posts).toBeGreaterThan(0)
    expect(data.requests['POST /api/scan']?.counts.sent).toBe(posts)
    for (const text of [output, errors, readFileSync(result, 'utf8')])
      expect(text).not.toContain('hunter2secret')
  })

  test('needs no URL where it is about one origin, and takes headers that are given now', async () => {
    seen.length = 0
    const { code } = await loadtest(
      ...['--har', file, '--requests', '30', '--header', 'Authorization: Bearer fresh', '-q'],
    )
    expect(code).toBe(0)
    expect(seen).toHaveLength(30)
    expect(seen.every((one) => one.includes('Bearer fresh'))).toBe(true)
  })
})

describe('--har', () => {
  const recorded = (...urls: string[]): string => {
    const entries = urls.map((one) => ({ request: { method: 'GET', url: one, headers: [], bodySize: 0 } }))
    return JSON.stringify({ log: { entries } })
  }

  test('says what it leaves out', async () => {
    writeFileSync(join(folder, 'two.har'), recorded(`${url}/a`, 'https://fonts.example/b'))
    const { code, output } = await loadtest(url, '--har', 'two.har', '--requests', '5', '--json')
    expect(code).toBe(0)
    const { warnings, data }: Envelope<LoadtestData> = JSON.parse(output)
    expect(warnings).toContain('Not sent of the HAR file: 1 to https://fonts.example.')
    expect(Object.keys(data.requests)).toEqual(['GET /a'])
  })

  test.each([
    ['no URL for several origins', ['--har', 'two.har'], 'requests to several origins'],
    ['another origin', ['http://127.0.0.1:9', '--har', 'two.har'], 'no request to http://127.0.0.1:9'],
    ['a path besides', ['http://127.0.0.1:9/path', '--har', 'two.har'], 'the URL asks for /path'],
    ['a body besides', ['http://127.0.0.1:9', '--har', 'two.har', '--body', 'x'], '--har and --body'],
    ['a method besides', ['http://127.0.0.1:9', '--har', 'two.har', '--method', 'PUT'], '--har and --method'],
    ['no such file', ['http://127.0.0.1:9', '--har', 'none.har'], 'none.har'],
    ['a damaged file', ['http://127.0.0.1:9', '--har', 'damaged.har'], 'it is not JSON'],
  ])('is refused with %s', async (_, args, sentence) => {
    writeFileSync(join(folder, 'two.har'), recorded(`${url}/a`, 'https://fonts.example/b'))
    writeFileSync(join(folder, 'damaged.har'), recorded(`${url}/a`).slice(0, -5))
    const { code, errors } = await loadtest(...args)
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})

describe('--engine autocannon', () => {
  test.each([
    ['--rate', '5/s'],
    ['--stages', '1..2/s:3s'],
    ['--http2'],
    ['--no-keep-alive'],
    ['--think-time', '1s'],
    ['--workers', '2'],
    ['--find-max', '--slo', 'p99<1s'],
    ['--target', 'http://127.0.0.1:9'],
    ['--users', '5', '--connections', '3'],
  ])('is refused with %s', async (flag, ...rest) => {
    const operand = flag === '--target' ? '/' : url
    const { code, errors } = await loadtest(operand, '--engine', 'autocannon', flag, ...rest)
    expect([code, errors]).toEqual([
      2,
      expect.stringContaining(`--engine autocannon does not go with ${flag}`),
    ])
  })

  test('gives an ordinary result, judged and with its doubts', async () => {
    const { code, output } = await loadtest(
      ...[
        url,
        '--engine',
        'autocannon',
        '--users',
        '3',
        '--requests',
        '60',
        '--slo',
        'p99<5s, errors<1%',
        '--json',
      ],
    )
    const { data, warnings }: Envelope<LoadtestData> = JSON.parse(output)
    expect(code).toBe(0)
    expect(data.counts).toMatchObject({ planned: 60, sent: 60, ok: 60 })
    expect(data.slo.map(({ status }) => status)).toEqual(['pass', 'pass'])
    expect(data.latency.fromSend.p50Seconds).toBeGreaterThan(0)
    expect(warnings.join(' ')).toContain('autocannon 9.0.0 sent these 60 requests')
  })

  test('is not in the one file, which says what to install', async () => {
    const { code, errors } = await run(
      process.execPath,
      [oneFile, 'loadtest', url, '--engine', 'autocannon'],
      { cwd: folder },
    )
    expect([code, errors]).toEqual([2, expect.stringContaining('npm install autocannon@9.0.0')])
  })
})
