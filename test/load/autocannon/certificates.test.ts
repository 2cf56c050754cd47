import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsOf, imbalances, type LoadPlan } from '../../../src/traffic/index.ts'
import { byAutocannon, portOf, users } from './by-autocannon.ts'

describe('certificates under autocannon', () => {
  let server: Server
  let seen = 0
  const { certificate, key } = selfSigned()
  beforeAll(async () => {
    server = createServer({ cert: certificate, key }, (_, response) => {
      seen++
      response.end('ok')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  async function runWith(tls: Partial<LoadPlan['tls']>): Promise<Record<string, number>> {
    const plan = users(`https://localhost:${portOf(server)}`, 2, { requests: 4, seconds: 3 })
    seen = 0
    const { tally } = await byAutocannon({ ...plan, tls: { ...plan.tls, ...tls } })
    const { ok, failed } = countsOf(tally)
    expect(imbalances(tally)).toEqual([])
    return { ok, tls: failed['tls'] ?? 0, seen }
  }

  test('that nobody trusts get no request at all', async () => {
    const { ok, tls, seen } = await runWith({})
    expect([ok, seen]).toEqual([0, 0])
    expect(tls).toBeGreaterThan(0)
  })

  test.each([
    ['without verification', { verifies: false }],
    ['with their authority', { ca: certificate }],
  ])('are taken %s', async (_, tls) => {
    expect(await runWith(tls)).toEqual({ ok: 4, tls: 0, seen: 4 })
  })

  test('for another name get no request at all', async () => {
    const { ok, seen } = await runWith({ ca: certificate, serverName: 'other.example' })
    expect([ok, seen]).toEqual([0, 0])
  })
})

function selfSigned(): { certificate: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-autocannon-'))
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
  execFileSync(
    'openssl',
    [
      ...words.split(' '),
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      keyFile,
      '-out',
      certificateFile,
    ],
    { stdio: 'ignore' },
  )
  const pair = { certificate: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  rmSync(folder, { recursive: true, force: true })
  return pair
}
