import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer } from '../../../src/monitor/index.ts'
import { selfSigned } from '../../servers/self-signed.ts'
import { fakeFeed } from '../fake-feed.ts'
import { serve } from './started-server.ts'
import { listen, statusOf } from './stream-listener.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-tls-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = selfSigned(folder, 'localhost', 'DNS:localhost,IP:127.0.0.1')
const tls = { cert: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') }

describe('by https', () => {
  test('the page and the stream are there', async () => {
    const { url, streamUrl, port } = await serve({ tls })
    expect(url).toBe(`https://127.0.0.1:${port}`)
    expect((await asked(port, 'GET', '/healthz')).status).toBe(200)
    const client = await listen(streamUrl, { ca: tls.cert })
    expect((await client.next('tick')).cpu_usage).toBe(53.2)
  })

  test('a page that came by http may not connect', async () => {
    const { streamUrl, port } = await serve({ tls })
    const headers = (scheme: string) => ({
      ca: tls.cert,
      headers: { origin: `${scheme}://127.0.0.1:${port}` },
    })
    expect(await statusOf(streamUrl, headers('http'))).toBe(403)
    expect(await statusOf(streamUrl, headers('https'))).toBe(101)
  })

  test('the cookie of a session never goes by http', async () => {
    const { port } = await serve({ tls, token: 'correct-horse' })
    const { cookie } = await asked(port, 'POST', '/session', 'token=correct-horse')
    expect(cookie).toMatch(/; Secure$/)
  })

  test.each([
    ['no certificate', { cert: 'x', key: tls.key }],
    ['no key', { cert: tls.cert, key: 'x' }],
  ])('%s is an error that the operator can mend', async (_, texts) => {
    await expect(startServer(fakeFeed(), { port: 0, tls: texts })).rejects.toMatchObject({
      exitCode: 2,
      sentence: expect.stringMatching(/^The certificate and its key cannot be used: /),
    })
  })
})

function asked(
  port: number,
  method: string,
  path: string,
  body = '',
): Promise<{ status: number | undefined; cookie: string | undefined }> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    request({ port, method, path, ca: tls.cert, headers, servername: 'localhost' }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode, cookie: answer.headers['set-cookie']?.[0] })
    })
      .once('error', reject)
      .end(body)
  })
}
