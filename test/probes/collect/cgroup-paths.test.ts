import { describe, expect, it } from 'vitest'
import type { Files } from '../../../src/core/index.ts'
import { cgroupPaths } from '../../../src/probes/collect/cgroup-paths.ts'
import { literalFiles } from '../../worlds.ts'

const v2 = '30 20 0:26 / /cg rw - cgroup2 cgroup2 rw\n'
const group = (path: string) => ({ [`/cg${path}/cpu.stat`]: '', [`/cg${path}/cgroup.procs`]: '' })

function groupsIn(contents: Record<string, string>, files: Files = literalFiles(contents)): string[] {
  return cgroupPaths(files, false).map((path) => path.replace(/\/cpu\.stat$/, '').replace(/^\/cg/, ''))
}

describe('the cgroups that are read', () => {
  it('begin with the own one and those above it, then level by level', () => {
    const contents = {
      '/proc/self/mountinfo': v2,
      '/proc/self/cgroup': '0::/b/own/deep\n',
      ...group(''),
      ...group('/a'),
      ...group('/a/x'),
      ...group('/b'),
      ...group('/b/own'),
      ...group('/b/own/deep'),
      ...group('/c'),
    }
    expect(groupsIn(contents)).toEqual(['/b/own/deep', '/b/own', '/b', '', '/a', '/c', '/a/x'])
  })

  it('are at most 1,000, the deepest left out', () => {
    const many = Array.from({ length: 999 }, (_, index) => group(`/g${1000 + index}`))
    const contents = Object.assign(
      { '/proc/self/mountinfo': v2, '/proc/self/cgroup': '0::/\n' },
      group(''),
      group('/g1000/below'),
      ...many,
    )
    const groups = groupsIn(contents)
    expect(groups).toHaveLength(1000)
    expect(groups).not.toContain('/g1000/below')
  })

  it('lie at most six levels below a mount, but for the own one', () => {
    const contents = {
      '/proc/self/mountinfo': v2,
      '/proc/self/cgroup': '0::/o/2/3/4/5/6/7\n',
      ...group('/1/2/3/4/5/6'),
      ...group('/1/2/3/4/5/6/7'),
      ...group('/o/2/3/4/5/6/7'),
    }
    const groups = groupsIn(contents)
    expect(groups).toContain('/1/2/3/4/5/6')
    expect(groups).not.toContain('/1/2/3/4/5/6/7')
    expect(groups).toContain('/o/2/3/4/5/6/7')
  })

  it('are seen below a mount of a part of the hierarchy, and not outside of it', () => {
    const contents = {
      '/proc/self/mountinfo': '30 20 0:26 /kube/pod /cg rw - cgroup2 cgroup2 rw\n',
      '/proc/self/cgroup': '0::/kube/pod/app\n1:name=x:/elsewhere\n2:y:/../up\n',
      ...group('/app'),
      ...group('/elsewhere'),
    }
    expect(groupsIn(contents)).toEqual(['/app', '/elsewhere'])
  })

  it('include those that are called like control files', () => {
    const contents = {
      '/proc/self/mountinfo': v2,
      '/proc/self/cgroup': '0::/\n',
      ...group('/cpu.slice'),
      ...group('/memory.hog'),
      ...group('/tasks2'),
    }
    expect(groupsIn(contents)).toEqual(['/cpu.slice', '/memory.hog', '/tasks2'])
  })

  it('are read without asking every control file of every group whether it is a folder', () => {
    const contents = Object.assign(
      { '/proc/self/mountinfo': v2, '/proc/self/cgroup': '0::/\n' },
      ...Array.from({ length: 100 }, (_, index) => group(`/g${index}`)),
    )
    let asked = 0
    const files = literalFiles(contents)
    const counting: Files = {
      ...files,
      entries: (path) => {
        asked++
        return files.entries(path)
      },
    }
    expect(groupsIn(contents, counting)).toHaveLength(100)
    expect(asked).toBeLessThan(110)
  })

  it('are none where no mount shows them', () => {
    expect(groupsIn({ '/proc/self/cgroup': '0::/a\n', ...group('/a') })).toEqual([])
    expect(groupsIn({ '/proc/self/mountinfo': v2 })).toEqual([])
  })
})
