import { describe, expect, it } from 'vitest'
import { maskArguments } from '../../../src/probes/collect/mask-arguments.ts'
import { maskSnapshot } from '../../../src/probes/collect/mask-snapshot.ts'

describe('a command line', () => {
  it.each([
    ['node\0app.js\0', 'node\0app.js\0'],
    ['', ''],
    ['app\0--token=hunter2\0--port\x008080\0', 'app\0--token=***\0--port\x008080\0'],
    ['app\0--password\0hunter2\0x\0', 'app\0--password\0***\0x\0'],
    ['app\0--password\0hunter2 of mine\0x y\0', 'app\0--password\0***\0x y\0'],
    ['app\0--verbose-token\0--next\0', 'app\0--verbose-token\0--next\0'],
    ['env\0DB_PASSWORD=hunter2 and more\0app\0', 'env\0DB_PASSWORD=***\0app\0'],
    ['app\0postgres://u:hunter2@db/x\0', 'app\0postgres://u:***@db/x\0'],
    ['curl\0-H\0Authorization: Bearer hunter2hunter2\0', 'curl\0-H\0Authorization: ***\0'],
    ['curl\0Authorization:\0Bearer\0hunter2hunter2\0', 'curl\0Authorization:\0***\0'],
    ['postgres: lewis password=hunter2 idle', 'postgres: lewis password=*** idle'],
    ['/usr/bin/mysql\0-uroot\0-phunter2\0', '/usr/bin/mysql\0-uroot\0-p***\0'],
    ['mysql\0-p\0database\0', 'mysql\0-p\0database\0'],
    ['sshpass\0-p\0hunter2\0ssh\0box\0', 'sshpass\0-p\0***\0ssh\0box\0'],
    ['sshpass\0-phunter2\0', 'sshpass\0-p***\0'],
    ['redis-cli\0-a\0hunter2\0', 'redis-cli\0-a\0***\0'],
    ['ldapsearch\0-w\0hunter2\0', 'ldapsearch\0-w\0***\0'],
    ['mongosh\0-p\0hunter2\0', 'mongosh\0-p\0***\0'],
    ['curl\0-u\0me:hunter2\0https://x\0', 'curl\0-u\0***\0https://x\0'],
    ['curl\0--user=me:hunter2\0', 'curl\0--user=***\0'],
    ['curl\0--user-agent\0x\0', 'curl\0--user-agent\0x\0'],
    ['grep\0-p\0x\0-a\0y\0', 'grep\0-p\0x\0-a\0y\0'],
  ])('%j is kept as %j', (text, kept) => {
    expect(maskArguments(text)).toBe(kept)
  })
})

describe('a snapshot', () => {
  const kept = (files: Record<string, string>, commands: Record<string, string> = {}) =>
    maskSnapshot({ schema: 'lewis-perf/facts/1', host: 'box', samples: [{ atMs: 1, files, commands }] })
      .samples[0]

  it('keeps of environments only what tells how Node is set up', () => {
    const text =
      'PATH=/bin\0DB_PASSWORD=hunter2\0NODE_OPTIONS=--require ./token=hunter2.js\0UV_THREADPOOL_SIZE=8\0'
    expect(kept({ '/proc/7/environ': text })?.files).toEqual({
      '/proc/7/environ': 'NODE_OPTIONS=--require ./token=***\0UV_THREADPOOL_SIZE=8\0',
    })
  })

  it('masks mounts, command lines and what programs said', () => {
    expect(
      kept(
        {
          '/etc/fstab': '//nas/x /x cifs user=me,password=hunter2,vers=3 0 0\n',
          '/proc/self/mountinfo': '1 2 0:4 / /x rw - cifs //nas/x rw,password=hunter2\n',
          '/proc/7/cmdline': 'a\0--token\0hunter2\0',
        },
        { dmesg: '[    1.0] audit: proctitle="curl --token hunter2"\n' },
      ),
    ).toEqual({
      atMs: 1,
      files: {
        '/etc/fstab': '//nas/x /x cifs user=me,password=***,vers=3 0 0\n',
        '/proc/self/mountinfo': '1 2 0:4 / /x rw - cifs //nas/x rw,password=***\n',
        '/proc/7/cmdline': 'a\0--token\0***\0',
      },
      commands: { dmesg: '[    1.0] audit: proctitle="curl --token ***\n' },
    })
  })

  it('leaves all else as it was read', () => {
    const files = { '/proc/meminfo': 'token: 5 kB\n', '/proc/7/stat': '7 (password=x) S' }
    expect(kept(files)?.files).toEqual(files)
  })
})
