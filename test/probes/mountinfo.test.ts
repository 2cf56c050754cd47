import { describe, expect, it } from 'vitest'
import { parseMountinfo } from '../../src/probes/mountinfo.ts'
import { describeWithFixtures, fixtureJson, fixtureText } from '../fixtures.ts'

describe('/proc/self/mountinfo', () => {
  it.each([
    [
      'no optional field',
      '32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu',
      {
        device: '0:29',
        root: '/',
        mountPoint: '/sys/fs/cgroup/cpu',
        type: 'cgroup',
        source: 'cgroup',
        options: ['rw', 'relatime'],
        superOptions: ['rw', 'cpu'],
      },
    ],
    [
      'two optional fields',
      '35 30 0:26 /docker/ab /sys/fs/cgroup ro shared:9 master:4 - cgroup2 cgroup2 rw,nsdelegate',
      {
        device: '0:26',
        root: '/docker/ab',
        mountPoint: '/sys/fs/cgroup',
        type: 'cgroup2',
        source: 'cgroup2',
        options: ['ro'],
        superOptions: ['rw', 'nsdelegate'],
      },
    ],
    [
      'escaped blanks, tabs and backslashes',
      '36 30 8:1 /a\\040b /mnt/c\\011d\\134e rw - cifs //box/my\\040share rw',
      {
        device: '8:1',
        root: '/a b',
        mountPoint: '/mnt/c\td\\e',
        type: 'cifs',
        source: '//box/my share',
        options: ['rw'],
        superOptions: ['rw'],
      },
    ],
    [
      'an empty source',
      '37 30 0:5 / /run rw - tmpfs  rw,size=4k',
      {
        device: '0:5',
        root: '/',
        mountPoint: '/run',
        type: 'tmpfs',
        source: '',
        options: ['rw'],
        superOptions: ['rw', 'size=4k'],
      },
    ],
  ])('is read with %s', (_, line, mount) => {
    expect(parseMountinfo(`${line}\n`)).toEqual([mount])
  })

  it('leaves damaged lines out and is null when nothing remains', () => {
    const good = '1 0 8:1 / / rw - ext4 /dev/sda1 rw'
    expect(
      parseMountinfo(`1 0 8:1 / /\n${good}\n1 0 8:1 / /x rw\n`)?.map((mount) => mount.mountPoint),
    ).toEqual(['/'])
    expect(parseMountinfo('nothing\n')).toBeNull()
    expect(parseMountinfo('')).toBeNull()
  })
})

describeWithFixtures('recorded mountinfo', () => {
  it('is judged as the source project judges it', () => {
    const { cases } = fixtureJson('services/mountinfo-cases.json') as {
      cases: {
        name: string
        entry: string
        valid: boolean
        expected?: { Mountpoint: string; FSType: string }
      }[]
    }
    expect(cases.length).toBeGreaterThan(0)
    for (const { name, entry, valid, expected } of cases) {
      const mount = parseMountinfo(entry)?.[0]
      expect(mount !== undefined, name).toBe(valid)
      if (expected !== undefined) {
        expect([mount?.mountPoint, mount?.type], name).toEqual([expected.Mountpoint, expected.FSType])
      }
    }
  })

  it.each([
    ['fedora', ['/sys/fs/cgroup/cpu,cpuacct']],
    ['ubuntu', ['/sys/fs/cgroup/cpu']],
  ])('of %s shows the cpu controller at %j', (name, places) => {
    const mounts = parseMountinfo(fixtureText(`services/mountinfo-${name}Mountinfo.txt`)) ?? []
    const cpu = mounts.filter(({ type, superOptions }) => type === 'cgroup' && superOptions.includes('cpu'))
    expect(cpu.map((mount) => mount.mountPoint)).toEqual(places)
  })
})
