import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { selfSigned } from '../../servers/self-signed.ts'
import { clientOf } from './asking.ts'

test('a certificate that the system does not trust is a reason, and asked once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-certificate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { key, certificate } = selfSigned(folder, 'localhost')
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) =>
    response.end('{}'),
  ).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const client = clientOf(`https://localhost:${port}`)
  expect(await client.instant('up', 5)).toEqual({ ok: false, reason: 'self-signed certificate' })
  expect(client.requests()).toBe(1)
})
