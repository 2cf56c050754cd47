import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { DiagnoseData } from '../../src/checks/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { type Ended, installed, run } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-mounts-'))
const dead = join(folder, 'dead mount')
mkdirSync(dead)
afterAll(() => rmSync(folder, { recursive: true }))

/**
 * Runs a program where a filesystem is mounted whose server never answers: whoever looks at it waits until it is killed.
 * Nobody else sees the mount, and it goes when the program ends.
 */
const amongTheDead = [
  'exec 7<>/dev/fuse',
  `mount -i -t fuse.dead -o fd=7,rootmode=40000,user_id=0,group_id=0 'dead server' '${dead}'`,
  'exec "$@"',
].join(' && ')
const inside = ['-m', '--propagation', 'private', 'bash', '-c', amongTheDead, 'bash']

const mounted = await run('unshare', [...inside, 'true']).catch(() => null)
const canMount = mounted?.code === 0

const path = `${dead}/bin:/usr/local/bin:/usr/bin:/bin`
const diagnose = (argv: readonly string[], environment: Record<string, string> = {}): Promise<Ended> =>
  run('unshare', [...inside, process.execPath, installed, 'diagnose', '--quick', '--json', ...argv], {
    env: { PATH: path, ...environment },
  })

describe.skipIf(!canMount)('a mount whose server is dead (needs leave to mount FUSE)', () => {
  it('hangs whoever looks at it', async () => {
    const look = ['timeout', '-s', 'KILL', '0.5', 'stat', '-f', dead]
    expect((await run('unshare', [...inside, ...look])).code).not.toBe(0)
  })

  it.each([
    ['here', []],
    ['by a shell', ['--via', 'PATH=/usr/bin:/bin; sh']],
  ])('is told %s, and all else is judged as ever', async (_, way) => {
    const { code, output } = await diagnose(way)
    const { findings, data } = JSON.parse(output) as Envelope<DiagnoseData>
    expect(code).toBe(1)
    expect(findings.filter(({ id }) => id === 'disk.mount-hung')).toMatchObject([
      { instance: dead, status: 'fail', because: expect.stringContaining('did not answer') },
    ])
    expect(findings.find(({ id }) => id === 'disk.space')?.status).not.toBe('unknown')
    expect(findings.find(({ id }) => id === 'mem.available')?.status).not.toBe('unknown')
    if (way.length === 0) expect(Object.values(data.cost)[0]?.childProcesses).toContain('df')
  })

  it('is not asked without leave to run programs, hence unknown', async () => {
    const { output } = await diagnose(['--no-exec'])
    const { findings, data } = JSON.parse(output) as Envelope<DiagnoseData>
    expect(findings.filter(({ id }) => id === 'disk.mount-hung')).toMatchObject([{ status: 'unknown' }])
    expect(Object.values(data.cost)[0]?.childProcesses).toEqual([])
  })
})
