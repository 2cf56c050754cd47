import { describe, expect, it } from 'vitest'
import { type Controller, cgroupFolders } from '../../src/probes/cgroup-folders.ts'
import { parseMountinfo } from '../../src/probes/mountinfo.ts'
import { parseProcessCgroups } from '../../src/probes/process-cgroups.ts'
import { describeWithFixtures, fixtureJson } from '../fixtures.ts'

const v2 = '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate'
const cpuV1 = '31 20 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpuacct,cpu'
const unified = '32 20 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw'

describe('the own cgroup folder and its ancestors', () => {
  it.each<[string, Controller, string, string[], string[]]>([
    ['v2', 'cpu', '0::/a/b', [v2], ['/sys/fs/cgroup/a/b', '/sys/fs/cgroup/a', '/sys/fs/cgroup']],
    ['v2 in the root group', 'memory', '0::/', [v2], ['/sys/fs/cgroup']],
    [
      'v1 with controllers mounted together',
      'cpu',
      '3:cpu,cpuacct:/user.slice\n1:name=systemd:/user.slice',
      [cpuV1],
      ['/sys/fs/cgroup/cpu,cpuacct/user.slice', '/sys/fs/cgroup/cpu,cpuacct'],
    ],
    [
      'a hybrid, for a controller that v1 has',
      'cpu',
      '2:cpu,cpuacct:/one\n0::/two',
      [cpuV1, unified],
      ['/sys/fs/cgroup/cpu,cpuacct/one', '/sys/fs/cgroup/cpu,cpuacct'],
    ],
    [
      'a hybrid, for a controller that v2 has',
      'memory',
      '2:cpu,cpuacct:/one\n0::/two',
      [cpuV1, unified],
      ['/sys/fs/cgroup/unified/two', '/sys/fs/cgroup/unified'],
    ],
    [
      'a container that sees the path of the host and its own folder mounted',
      'cpu',
      '4:cpu:/docker/ab/child',
      ['31 20 0:27 /docker/ab /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu'],
      ['/sys/fs/cgroup/cpu/child', '/sys/fs/cgroup/cpu'],
    ],
    ['a container with a namespace of its own', 'cpu', '0::/', [v2], ['/sys/fs/cgroup']],
    [
      'a mount from the namespace of the parent, which shows a sibling',
      'cpu',
      '0::/../other/x',
      ['30 20 0:26 /.. /sys/fs/cgroup ro - cgroup2 cgroup2 rw'],
      ['/sys/fs/cgroup/other/x', '/sys/fs/cgroup/other', '/sys/fs/cgroup'],
    ],
    [
      'a mount point with a blank in its name',
      'cpu',
      '0::/a',
      ['30 20 0:26 / /mnt/my\\040groups rw - cgroup2 cgroup2 rw'],
      ['/mnt/my groups/a', '/mnt/my groups'],
    ],
    [
      'two mounts of one hierarchy',
      'cpu',
      '0::/pod/ab',
      [
        '30 20 0:26 /pod/ab /sys/fs/cgroup ro - cgroup2 cgroup2 rw',
        '33 20 0:26 / /host/cgroup ro - cgroup2 cgroup2 rw',
      ],
      ['/sys/fs/cgroup', '/host/cgroup/pod/ab', '/host/cgroup/pod', '/host/cgroup'],
    ],
    ['a path with a colon', 'cpu', '0::/a:b', [v2], ['/sys/fs/cgroup/a:b', '/sys/fs/cgroup']],
    ['a removed group', 'cpu', '0::/gone (deleted)', [v2], ['/sys/fs/cgroup/gone', '/sys/fs/cgroup']],
  ])('in %s', (_, controller, cgroup, mountinfo, folders) => {
    expect(found(controller, cgroup, mountinfo)).toEqual(folders)
  })

  it.each<[string, string, string[]]>([
    ['the own group lies outside the namespace', '0::/../other', [v2]],
    ['the mount shows only an ancestor of the namespace', '0::/', [v2.replace(' / ', ' /.. ')]],
    ['the mount shows another group', '0::/user', [v2.replace(' / ', ' /docker/ab ')]],
    [
      'the name of the mount is only the beginning of the own',
      '0::/docker/abc',
      [v2.replace(' / ', ' /docker/ab ')],
    ],
    ['v1 has the controller and is not mounted', '2:cpu:/one\n0::/two', [unified]],
    ['another mount covers it', '0::/a', [v2, '34 20 0:30 / /sys/fs/cgroup rw - tmpfs tmpfs rw']],
    ['there is no unified line', '1:name=systemd:/', [v2]],
  ])('are not guessed when %s', (_, cgroup, mountinfo) => {
    expect(found('cpu', cgroup, mountinfo)).toEqual([])
  })

  it('carry the version of their files', () => {
    const memberships = parseProcessCgroups('2:cpu,cpuacct:/\n0::/\n') ?? []
    const mounts = parseMountinfo([cpuV1, unified].join('\n')) ?? []
    expect(cgroupFolders('cpu', memberships, mounts)[0]?.version).toBe(1)
    expect(cgroupFolders('memory', memberships, mounts)[0]?.version).toBe(2)
  })
})

describeWithFixtures('recorded /proc/PID/cgroup lines', () => {
  it('are read as the source projects read them', () => {
    const { cases } = fixtureJson('kernel-files/cgroup-cases.json') as {
      cases: { name: string; files: { cgroup?: string }; expected: Record<string, unknown> }[]
    }
    const lines = cases.filter(({ files }) => files.cgroup !== undefined)
    expect(lines.length).toBeGreaterThan(0)
    for (const { name, files, expected } of lines) {
      const memberships = parseProcessCgroups(files.cgroup ?? '') ?? []
      if ('unified_path' in expected) {
        expect(memberships.find(({ hierarchy }) => hierarchy === 0)?.path ?? null, name).toBe(
          expected['unified_path'],
        )
      } else {
        expect(memberships, name).toEqual([expected])
      }
    }
  })
})

function found(controller: Controller, cgroup: string, mountinfo: readonly string[]): string[] {
  const memberships = parseProcessCgroups(`${cgroup}\n`) ?? []
  return cgroupFolders(controller, memberships, parseMountinfo(mountinfo.join('\n')) ?? []).map(
    ({ path }) => path,
  )
}
