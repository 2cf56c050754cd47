import { describe, expect, it } from 'vitest'
import { fileKinds, socketInodes } from '../../../src/probes/process/open-files.ts'
import { ownSockets } from '../../../src/probes/process/own-sockets.ts'
import { heading, inet, tables } from './literal-sockets.ts'

describe('open files', () => {
  it('are told apart by where their links lead', () => {
    expect(
      fileKinds([
        'socket:[1]',
        'socket:[2]',
        'pipe:[3]',
        'anon_inode:[eventpoll]',
        '/dev/null',
        '/dev/shm/x',
        '/memfd:y (deleted)',
        '/var/log/a.log (deleted)',
        '/srv/app.js',
        'net:[4]',
      ]),
    ).toEqual({
      kinds: { socket: 2, pipe: 1, anon_inode: 1, device: 1, memory: 2, file: 2, other: 1 },
      deleted: 1,
    })
  })

  it('that are sockets have a number', () => {
    expect([...socketInodes(['socket:[12]', '/socket:[13]', 'socket:[x]', 'pipe:[14]'])]).toEqual(['12'])
  })
})

describe('the sockets of a process', () => {
  const inodes = new Set(Array.from({ length: 13 }, (_, index) => String(index + 1)))
  it('are those of its own open files, by state and remote', () => {
    expect(ownSockets(tables, inodes)).toEqual({
      count: 13,
      tcp: { LISTEN: 1, ESTABLISHED: 4, CLOSE_WAIT: 1 },
      udp: 2,
      unix: { CONNECTED: 1, LISTEN: 1, UNCONNECTED: 1, OTHER: 1 },
      other: 1,
      listeners: [{ address: '0.0.0.0:8080', waiting: 5 }],
      servers: [{ remote: '10.0.0.5:5432', count: 2 }],
      clients: [
        { remote: '10.0.0.2', count: 2 },
        { remote: '10.0.0.3', count: 1 },
      ],
    })
  })

  it('without tables are all other', () => {
    const none = { tcp: '', tcp6: '', udp: '', udp6: '', unix: '' }
    expect(ownSockets(none, new Set(['1', '2']))).toMatchObject({
      count: 2,
      tcp: {},
      other: 2,
      listeners: [],
    })
  })

  it('are counted by IPv6 too', () => {
    const tcp6 =
      heading +
      inet('00000000000000000000000000000000:1F90', '00000000000000000000000000000000:0000', '0A', 1) +
      inet('0000000000000000FFFF00000100000A:1F90', '0000000000000000FFFF00000200000A:C001', '01', 2)
    expect(ownSockets({ ...tables, tcp: '', tcp6 }, new Set(['1', '2']))).toMatchObject({
      listeners: [{ address: '[::]:8080' }],
      clients: [{ remote: '10.0.0.2', count: 1 }],
      servers: [],
    })
  })
})
