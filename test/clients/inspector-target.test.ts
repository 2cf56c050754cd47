import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openInspector } from '../../src/clients/index.ts'
import {
  catchesUserSignal,
  hasOtherNetwork,
  inspectorPorts,
  isHalted,
  listenersOf,
  portIsTaken,
} from '../../src/clients/inspector-target.ts'
import { fakeWorld } from '../fake-world.ts'
import { type LiteralFile, literalFiles } from '../worlds.ts'

const socket = (inode: number) => ({ link: `socket:[${inode}]` })
const heading =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
const line = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`
const loopback = '0100007F:240D'

const node: Record<string, LiteralFile> = {
  '/proc/7/exe': { link: '/usr/bin/node' },
  '/proc/7/stat': '7 (node) S 1 7 7',
  '/proc/7/status': 'Name:\tnode\nSigCgt:\t0000000108004603\n',
  '/proc/7/fd/0': { link: '/dev/null' },
  '/proc/7/fd/9': socket(11),
  '/proc/7/net/tcp': heading + line(loopback, '0A', 11),
}

describe('where a process listens', () => {
  it.each([
    ['on the loopback', 'tcp', loopback, '127.0.0.1', 9229],
    ['on one address', 'tcp', '0500A8C0:0050', '192.168.0.5', 80],
    ['everywhere', 'tcp', '00000000:240D', '127.0.0.1', 9229],
    [
      'on the loopback of IPv6',
      'tcp6',
      '00000000000000000000000001000000:240D',
      '[0000:0000:0000:0000:0000:0000:0000:0001]',
      9229,
    ],
    ['everywhere by IPv6', 'tcp6', '00000000000000000000000000000000:240D', '[::1]', 9229],
  ])('%s', (_, table, local, host, port) => {
    const files = literalFiles({
      '/proc/7/fd/9': socket(11),
      [`/proc/7/net/${table}`]: heading + line(local, '0A', 11),
    })
    expect(listenersOf(files, 7)).toEqual({ ok: true, listeners: [{ host, port }] })
  })

  it('leaves out connections and what belongs to others', () => {
    const table = heading + line(loopback, '01', 11) + line('0100007F:0051', '0A', 12)
    const files = literalFiles({ ...node, '/proc/7/net/tcp': table })
    expect(listenersOf(files, 7)).toEqual({ ok: true, listeners: [] })
  })

  it('tells a process of another user from none', () => {
    expect(listenersOf(literalFiles({}), 7)).toEqual({ ok: false, reason: 'absent' })
    const denied = { ...literalFiles({}), entries: () => ({ ok: false, reason: 'denied' }) as const }
    expect(listenersOf(denied, 7)).toEqual({ ok: false, reason: 'denied' })
  })
})

describe('a port', () => {
  const other = heading + line(loopback, '0A', 12)
  it('is taken where another process listens on it', () => {
    expect(portIsTaken(literalFiles({ ...node, '/proc/7/net/tcp': other }), 7, 9229)).toBe(true)
    expect(portIsTaken(literalFiles({ ...node, '/proc/7/net/tcp': other }), 7, 9230)).toBe(false)
    expect(portIsTaken(literalFiles(node), 7, 9229)).toBe(false)
  })

  it('that is taken is a clear sentence', async () => {
    const { world } = fakeWorld({ files: literalFiles({ ...node, '/proc/7/net/tcp': other }) })
    await expect(openInspector(world, 7, { mayOpen: true })).rejects.toMatchObject({
      sentence: 'Port 9229 is taken by another program, so process 7 cannot open its inspector there.',
    })
  })
})

describe('the network of a process', () => {
  const namespaces = (theirs: string) => ({
    ...node,
    '/proc/7/ns/net': { link: theirs },
    '/proc/self/ns/net': { link: 'net:[1]' },
  })
  it('is another in a container', () => {
    expect(hasOtherNetwork(literalFiles(namespaces('net:[2]')), 7)).toBe(true)
    expect(hasOtherNetwork(literalFiles(namespaces('net:[1]')), 7)).toBe(false)
    expect(hasOtherNetwork(literalFiles(node), 7)).toBe(false)
  })

  it('that is another is not asked: who answers there may be somebody else', async () => {
    const { world } = fakeWorld({ files: literalFiles(namespaces('net:[2]')) })
    await expect(openInspector(world, 7, { mayOpen: true })).rejects.toMatchObject({
      sentence:
        'Process 7 has a network of its own, as in a container: its inspector cannot be reached from here.',
      exitCode: 2,
    })
  })
})

describe('SIGUSR1', () => {
  it.each([
    ['node without its handler', '/usr/bin/node', '0000000108004403', false],
    ['node with its handler', '/usr/bin/node', '0000000000000200', true],
    ['node of another name', '/usr/bin/nodejs', '0000000000000200', true],
    ['node of a version', '/opt/node-22.1', '0000000000000200', true],
    ['node that was replaced', '/usr/bin/node (deleted)', '0000000000000200', true],
    ['another program', '/usr/bin/python3', '0000000000000200', false],
    ['a program whose name begins alike', '/usr/bin/node_exporter', '0000000000000200', false],
    ['damage', '/usr/bin/node', 'zz', false],
  ])('%s: %s with %s', (_, program, caught, expected) => {
    const files = literalFiles({
      '/proc/7/exe': { link: program },
      '/proc/7/status': `Name:\tx\nSigCgt:\t${caught}\n`,
    })
    expect(catchesUserSignal(files, 7)).toBe(expected)
  })

  it('is not sent to what cannot be told', () => {
    expect(catchesUserSignal(literalFiles({}), 7)).toBe(false)
  })
})

describe('a halted process', () => {
  it.each([
    ['7 (a) T 1', true],
    ['7 (a) t 1', true],
    ['7 (a) T b) S 1', false],
    ['7 (a) S 1', false],
    ['', false],
  ])('%j: %s', (stat, expected) => {
    expect(isHalted(literalFiles({ '/proc/7/stat': stat }), 7)).toBe(expected)
  })
})

describe('the ports of an inspector', () => {
  it.each([
    [['node', 'app.js'], '', [9229]],
    [['node', '--inspect', 'app.js'], '', [9229]],
    [['node', '--inspect=9300', 'app.js'], '', [9300, 9229]],
    [['node', '--inspect=0.0.0.0:9300', 'app.js'], '', [9300, 9229]],
    [['node', '--inspect-port=0', 'app.js'], '', [0, 9229]],
    [['node', '--inspect=9300', '--inspect-port=9301', 'worker.js'], '', [9301, 9300, 9229]],
    [['node', 'app.js'], 'A=1\0NODE_OPTIONS=--inspect=9400 --x\0', [9400, 9229]],
    [['node', '--inspect=9300'], 'NODE_OPTIONS=--inspect=9400\0', [9300, 9400, 9229]],
    [['node', '--inspect=none', '--x=--inspect=1'], 'MY_NODE_OPTIONS=--inspect=9400\0', [9229]],
  ])('of %j with %j', (words, environment, expected) => {
    const files = literalFiles({ '/proc/7/cmdline': words.join('\0'), '/proc/7/environ': environment })
    expect(inspectorPorts(files, 7)).toEqual(expected)
  })

  it('are the usual one where nothing can be read', () => {
    expect(inspectorPorts(literalFiles({}), 7)).toEqual([9229])
  })
})

it('damaged files never throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc
      .constantFrom(heading, loopback, '0A', 'SigCgt:\t', '--inspect=', '7 (a) T')
      .chain((seed) => fc.string().map((more) => `${seed} ${more}`)),
  )
  fc.assert(
    fc.property(text, text, (one, other) => {
      const files = literalFiles({
        '/proc/7/fd/9': { link: one },
        '/proc/7/exe': { link: other },
        '/proc/7/net/tcp': one,
        '/proc/7/net/tcp6': other,
        '/proc/7/status': one,
        '/proc/7/stat': other,
        '/proc/7/cmdline': one,
        '/proc/7/environ': other,
      })
      listenersOf(files, 7)
      portIsTaken(files, 7, 9229)
      catchesUserSignal(files, 7)
      inspectorPorts(files, 7)
      isHalted(files, 7)
    }),
    { numRuns: 10_000 },
  )
})
