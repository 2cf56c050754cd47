import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { type Controller, cgroupFolders } from '../../src/probes/cgroup-folders.ts'
import type { HostFacts } from '../../src/probes/index.ts'
import { parseMountinfo } from '../../src/probes/mountinfo.ts'
import { parseProcessCgroups } from '../../src/probes/process-cgroups.ts'

const name = `lewis-perf-test-${process.pid}`
const groups =
  process.platform === 'linux'
    ? { cpu: writable('cpu'), memory: writable('memory'), cpuset: writable('cpuset') }
    : null
const mebibytes = 2 ** 20

describe('limits that the kernel enforces on a child', () => {
  it.skipIf(!groups?.cpu || !groups.memory)(
    'v1: half a core of the grandparent and its memory limit are seen (needs root and cgroup v1)',
    () => {
      const cpu = join(groups?.cpu ?? '', name)
      const memory = join(groups?.memory ?? '', name)
      const host = withGroups([cpu, join(cpu, 'child'), memory, join(memory, 'child')], () => {
        writeFileSync(join(cpu, 'cpu.cfs_period_us'), '100000')
        writeFileSync(join(cpu, 'cpu.cfs_quota_us'), '50000')
        writeFileSync(join(memory, 'memory.limit_in_bytes'), String(512 * mebibytes))
        return hostOfChild([join(cpu, 'child'), join(memory, 'child')])
      })
      expect(host.cpu).toMatchObject({
        ok: true,
        value: {
          quotaCores: 0.5,
          effectiveCores: 0.5,
          quotaPath: join(cpu, 'cpu.cfs_quota_us'),
          because: expect.stringContaining(`${name}/cpu.cfs_quota_us allows 0.5 cores`),
          doubts: [],
        },
      })
      expect(host.memory).toMatchObject({
        ok: true,
        value: {
          limitBytes: 512 * mebibytes,
          limitPath: join(memory, 'memory.limit_in_bytes'),
          effectiveBytes: 512 * mebibytes,
          doubts: [],
        },
      })
      const available = host.memory.ok ? host.memory.value.availableBytes : null
      expect(available).toBeGreaterThan(256 * mebibytes)
      expect(available).toBeLessThan(512 * mebibytes)
    },
  )

  it.skipIf(!groups?.cpuset || availableParallelism() < 2)(
    'v1: a cpuset of one CPU is seen (needs root, cgroup v1 and two CPUs)',
    () => {
      const parent = groups?.cpuset ?? ''
      const cpuset = join(parent, name)
      const host = withGroups([cpuset], () => {
        writeFileSync(join(cpuset, 'cpuset.mems'), readFileSync(join(parent, 'cpuset.mems')))
        writeFileSync(join(cpuset, 'cpuset.cpus'), '1')
        return hostOfChild([cpuset])
      })
      expect(host.cpu).toMatchObject({
        value: {
          affinityCores: 1,
          cpusetCores: 1,
          effectiveCores: 1,
          cpusetPath: join(cpuset, 'cpuset.effective_cpus'),
        },
      })
    },
  )

  it.skipIf(!works('taskset', ['-c', '0', 'true']) || availableParallelism() < 2)(
    'an affinity of one CPU is seen (needs taskset and two CPUs)',
    () => {
      const host = hostOfChild([], ['taskset', '-c', '0'])
      expect(host.cpu).toMatchObject({ value: { affinityCores: 1, effectiveCores: 1 } })
    },
  )

  it.skipIf(!groups?.cpu || !works('unshare', ['-C', 'true']))(
    'a group hidden by a namespace is doubted, not taken for unlimited (needs root, cgroup v1 and unshare)',
    () => {
      const cpu = join(groups?.cpu ?? '', name)
      const host = withGroups([cpu], () => hostOfChild([cpu], ['unshare', '-C']))
      expect(host.cpu).toMatchObject({
        ok: true,
        value: { quotaCores: null, doubts: [expect.stringContaining('cpu controller')] },
      })
    },
  )
})

/** The own v1 folder of a controller, when a group can be made in it. */
function writable(controller: Controller): string | null {
  const memberships = parseProcessCgroups(readFileSync('/proc/self/cgroup', 'utf8')) ?? []
  const mounts = parseMountinfo(readFileSync('/proc/self/mountinfo', 'utf8')) ?? []
  const own = cgroupFolders(controller, memberships, mounts)[0]
  if (own?.version !== 1) return null
  try {
    return withGroups([join(own.path, `${name}-attempt`)], () => own.path)
  } catch {
    return null
  }
}

function withGroups<T>(folders: readonly string[], use: () => T): T {
  const made: string[] = []
  try {
    for (const folder of folders) {
      mkdirSync(folder)
      made.unshift(folder)
    }
    return use()
  } finally {
    for (const folder of made) rmdirSync(folder)
  }
}

/** What a child sees that enters `folders` before Node starts; it has ended when this returns. */
function hostOfChild(folders: readonly string[], prefix: readonly string[] = []): HostFacts {
  const built = buildSync({
    entryPoints: [fileURLToPath(new URL('host-of-child.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const enter = 'for group in $GROUPS_TO_ENTER; do echo $$ > "$group/cgroup.procs" || exit 9; done; exec "$@"'
  const output = execFileSync(
    'sh',
    ['-c', enter, 'sh', ...prefix, process.execPath, '--input-type=module', '-'],
    {
      input: built.outputFiles[0]?.text ?? '',
      env: { PATH: process.env['PATH'], GROUPS_TO_ENTER: folders.join(' ') },
      encoding: 'utf8',
      timeout: 25_000,
      killSignal: 'SIGKILL',
    },
  )
  return JSON.parse(output)
}

function works(command: string, flags: readonly string[]): boolean {
  try {
    execFileSync(command, flags, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
