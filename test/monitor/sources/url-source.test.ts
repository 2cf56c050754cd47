import { describe, expect, test } from 'vitest'
import { openSources, type Source } from '../../../src/monitor/index.ts'
import { realWorld } from '../../probes/collect/real-world.ts'
import { lookAt, only, told } from './look-at.ts'
import { deadEnd, httpServer, rawServer } from './loopback.ts'

async function endpoint(url: string): Promise<Source> {
  return only(await openSources(realWorld, [{ kind: 'url', url }]))
}

const key = (phase: string, url: string) => `url.seconds{phase=${phase},url=${url}}`

describe('an endpoint', () => {
  test('that answers is up, with its status and how long each part took', async () => {
    const url = `${await httpServer((_, response) => response.end('x'.repeat(100_000)))}/health`
    const { values } = await told(await endpoint(`${url}?token=abc`))
    expect(values).toMatchObject({ [`url.up{url=${url}}`]: 1, [`url.status{url=${url}}`]: 200 })
    const [connect, first, body, total] = ['connect', 'first-byte', 'body', 'total'].map(
      (phase) => values[key(phase, url)] ?? -1,
    )
    expect(Math.min(connect ?? -1, first ?? -1, body ?? -1)).toBeGreaterThanOrEqual(0)
    expect((connect ?? 0) + (first ?? 0) + (body ?? 0)).toBeCloseTo(total ?? -1, 9)
    // There is no name to look up, and no TLS.
    expect(Object.keys(values).filter((name) => /phase=(?:dns|tls)/.test(name))).toEqual([])
  })

  test('that has a name is looked up', async () => {
    const url = (await httpServer((_, response) => response.end())).replace('127.0.0.1', 'localhost')
    const { values } = await told(await endpoint(url))
    expect(values[key('dns', `${url}/`)]).toBeGreaterThanOrEqual(0)
  })

  test('is asked over a new connection each time, with the credentials of its address', async () => {
    const ports = new Set<number | undefined>()
    const authorizations: (string | undefined)[] = []
    const url = await httpServer(({ socket, headers }, response) => {
      ports.add(socket.remotePort)
      authorizations.push(headers.authorization)
      response.end()
    })
    const source = await endpoint(url.replace('//', '//ops:hunter22@'))
    for (let look = 0; look < 3; look++) await told(source)
    expect(ports.size).toBe(3)
    expect(new Set(authorizations)).toEqual(new Set([`Basic ${btoa('ops:hunter22')}`]))
    expect(source.name).toBe(`url ${url}/`)
  })

  test.each([
    [301, 1],
    [404, 0],
    [503, 0],
  ])('that answers with status %d has up %d', async (status, up) => {
    const url = await httpServer((_, response) => response.writeHead(status).end())
    const { values, warnings } = await told(await endpoint(url))
    expect(values).toMatchObject({ [`url.up{url=${url}/}`]: up, [`url.status{url=${url}/}`]: status })
    expect(warnings ?? []).toEqual(up === 1 ? [] : [`${url}/ is down: it answers with status ${status}.`])
  })

  test('where nobody listens is down, which is told once', async () => {
    const url = await deadEnd()
    const source = await endpoint(url)
    const first = await told(source)
    expect(first.values).toMatchObject({ [`url.up{url=${url}/}`]: 0, [`url.status{url=${url}/}`]: null })
    expect(first.values[key('total', `${url}/`)]).toBeNull()
    expect(first.warnings).toEqual([expect.stringContaining('ECONNREFUSED')])
    expect((await told(source)).warnings).toBeUndefined()
  })

  test.each([
    ['closes without a word', '', /socket hang up|ended before/],
    [
      'ends in the middle',
      'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc',
      /aborted|ended before|hang up/,
    ],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.2\r\n', /Parse Error|Expected HTTP/],
  ])('that %s is down', async (_, words, reason) => {
    const url = await rawServer((socket) => {
      socket.once('data', () => socket.end(words))
    })
    const { values, warnings } = await told(await endpoint(url))
    expect(values[`url.up{url=${url}/}`]).toBe(0)
    expect(warnings?.[0]).toMatch(reason)
  })

  test('that is slow delays nobody: how long it took is told when it is known, and until then how long it has taken', async () => {
    let answer = (): void => {}
    const url = await httpServer((_, response) => {
      answer = () => response.end()
    })
    const source = await endpoint(url)
    const soon = { withinMs: 50 }
    const first = await told(source, soon)
    expect(first.values).toMatchObject({ [`url.up{url=${url}/}`]: null, [`url.status{url=${url}/}`]: null })
    const [soFar = 0, later = 0] = [first, await told(source, soon)].map(
      ({ values }) => values[key('total', `${url}/`)] ?? 0,
    )
    expect(soFar).toBeGreaterThan(0.04)
    expect(later).toBeGreaterThan(soFar)
    answer()
    const last = await told(source, { withinMs: 5000 })
    expect(last.values).toMatchObject({ [`url.up{url=${url}/}`]: 1, [`url.status{url=${url}/}`]: 200 })
    expect(last.values[key('first-byte', `${url}/`)]).toBeGreaterThan(soFar)
  })

  test('lets go of an open request when it is closed', async () => {
    const url = await httpServer(() => {})
    const source = await endpoint(url)
    const look = source.look(lookAt({ withinMs: 60_000 }))
    await source.close()
    await expect(look).resolves.toMatchObject({ values: { [`url.up{url=${url}/}`]: 0 } })
  })

  test.each(['box:80', 'ftp://box/', 'http://ops@box/'])('%s is no address', async (url) => {
    await expect(openSources(realWorld, [{ kind: 'url', url }])).rejects.toMatchObject({
      exitCode: 2,
      sentence: expect.stringContaining('--url'),
    })
  })
})
