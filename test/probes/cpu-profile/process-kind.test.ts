import { describe, expect, it } from 'vitest'
import { processKind } from '../../../src/probes/cpu-profile/process-kind.ts'
import { type LiteralFile, literalFiles } from '../../worlds.ts'

const kindOf = (comm: string, more: Record<string, LiteralFile> = {}) =>
  processKind(literalFiles({ '/proc/7/comm': `${comm}\n`, ...more }), 7)
const program = (path: string) => ({ '/proc/7/exe': { link: path } })

describe('the runtime of a process', () => {
  it.each([
    ['node', '/usr/local/bin/node', 'node'],
    ['my-title', '/usr/bin/nodejs', 'node'],
    ['MainThread', '/opt/node-22', 'node'],
    ['gunicorn', '/usr/bin/python3.11', 'python'],
    ['celery', '/usr/bin/python3.11 (deleted)', 'python'],
    ['x', '/usr/bin/pypy3', 'python'],
    ['x', '/opt/python3.13t', 'python'],
    ['node', '/usr/bin/bash', 'native'],
    ['postgres', '/usr/lib/postgresql/bin/postgres', 'native'],
    ['python-build', '/usr/bin/python-build', 'native'],
  ])('%s from %s is %s', (comm, path, kind) => {
    expect(kindOf(comm, program(path))).toEqual({ name: comm, kind })
  })

  it.each([
    ['node', 'node'],
    ['MainThread', 'node'],
    ['node-worker', 'node'],
    ['python3', 'python'],
    ['gunicorn', 'unknown'],
  ])('%s is told by its name where its program may not be seen: %s', (comm, kind) => {
    expect(kindOf(comm, { '/proc/7/exe': { missing: 'denied' } })?.kind).toBe(kind)
  })

  it('is Python where that is a library of it', () => {
    const maps = '7f00-7f01 r-xp 00000000 08:01 12 /usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0\n'
    expect(kindOf('uwsgi', { ...program('/usr/bin/uwsgi'), '/proc/7/maps': maps })?.kind).toBe('python')
    expect(
      kindOf('app', {
        ...program('/srv/app'),
        '/proc/7/maps': '7f00-7f01 r-xp 0 08:01 12 /srv/libpythonic.so\n',
      })?.kind,
    ).toBe('native')
  })

  it('is nothing where there is no such process', () => {
    expect(processKind(literalFiles({}), 7)).toBeNull()
  })
})
