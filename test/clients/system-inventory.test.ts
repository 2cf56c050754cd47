import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runProgram } from '../../src/cli/run-program.ts'
import { systemInventory } from '../../src/clients/index.ts'
import type { RunRequest } from '../../src/core/index.ts'
import { literalPlatform } from '../worlds.ts'

const memory = `
Handle 0x0011, DMI type 17, 40 bytes
Memory Device
\tSize: 16 GB
\tForm Factor: DIMM
\tLocator: DIMM 0
\tBank Locator: BANK 0
\tType: DDR4
\tSpeed: 3200 MT/s
\tManufacturer: Samsung
\tSerial Number: HIDDEN-1
Handle 0x0012, DMI type 17, 40 bytes
Memory Device
\tSize: No Module Installed
\tForm Factor: DIMM
\tBank Locator: BANK 1
`
const disk = { name: 'nvme0n1', type: 'disk', size: 512110190592, model: 'Samsung SSD 980', tran: 'nvme' }
const devices = JSON.stringify({ blockdevices: [{ ...disk, serial: 'HIDDEN-2', wwn: 'HIDDEN-3' }] })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-inventory-'))
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** Programs that answer in place of the machine's own. */
function answers(programs: Readonly<Record<string, string>>): void {
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
}

const hangs = `echo $$ >>"${'$'}0.pids"; sleep 600 & echo $! >>"${'$'}0.pids"; wait`

/** Waits until no process of the hanging program `name` runs any more: one that is killed still has to end. */
function gone(name: string): Promise<boolean> {
  const file = join(folder, `${name}.pids`)
  const pids = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  return vi.waitUntil(() => pids.every(hasEnded))
}

function hasEnded(pid: string): boolean {
  try {
    return /\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

function inventory(withinSeconds?: number, interrupted = new AbortController().signal) {
  const run = (request: RunRequest) => runProgram(request, interrupted)
  return systemInventory({ run, platform: literalPlatform() }, withinSeconds)
}

describe('the inventory', () => {
  it('has what the machine is made of, and no serial number', async () => {
    answers({ lsblk: `cat <<'EOF'\n${devices}\nEOF`, dmidecode: `cat <<'EOF'\n${memory}\nEOF` })
    const text = String(await inventory())
    expect(JSON.parse(text)).toMatchObject({
      cpu: { cores: expect.any(Number) },
      modules: [
        {
          size: 16 * 2 ** 30,
          type: 'DDR4',
          clockSpeed: 3200,
          formFactor: 'DIMM',
          manufacturer: 'Samsung Electronics Inc.',
        },
        { size: 0, type: 'Empty' },
      ],
      disks: [
        {
          device: '/dev/nvme0n1',
          type: 'NVMe',
          name: 'Samsung SSD 980',
          size: 512110190592,
          interfaceType: 'PCIe',
        },
      ],
      missing: {},
    })
    expect(text).not.toMatch(/HIDDEN|serial|uuid|mac/i)
  })

  it('wakes no sleeping disk', async () => {
    answers({ lsblk: `cat <<'EOF'\n${devices}\nEOF`, smartctl: 'touch "$0.asked"' })
    expect(JSON.parse(String(await inventory())).disks).toHaveLength(1)
    expect(existsSync(join(folder, 'smartctl.asked'))).toBe(false)
  })

  it('has what was told in time, and leaves nothing behind of what hangs', async () => {
    answers({ lsblk: hangs })
    const told = JSON.parse(String(await inventory(3)))
    expect(told).toMatchObject({ system: {}, cpu: {}, missing: { disks: 'timeout' } })
    expect(told).not.toHaveProperty('disks')
    await gone('lsblk')
  })

  it('is missing by timeout where everything hangs', async () => {
    answers({ lsblk: hangs, lscpu: hangs, dmidecode: hangs })
    expect(await inventory(1)).toEqual({ missing: 'timeout' })
    await gone('lsblk')
    await gone('dmidecode')
  })

  it('ends with the run when that is interrupted', async () => {
    answers({ lsblk: hangs, lscpu: hangs, dmidecode: hangs })
    const interruption = new AbortController()
    const ending = inventory(60, interruption.signal)
    await vi.waitUntil(() => existsSync(join(folder, 'lsblk.pids')), { timeout: 20_000 })
    interruption.abort()
    expect(await ending).toEqual({ missing: 'timeout' })
    await gone('lsblk')
  })

  it('leaves this process as it was', async () => {
    const methods = () => Reflect.ownKeys(String.prototype).map((name) => Reflect.get(String.prototype, name))
    const before = methods()
    await inventory()
    expect(methods().every((method, index) => method === before[index])).toBe(true)
  })

  it.each([
    ['linux', ['system', 'board', 'cpu', 'modules', 'disks']],
    ['darwin', ['system', 'board', 'cpu', 'modules', 'disks', 'mem', 'loadavg', 'fs', 'os']],
    ['win32', ['system', 'board', 'cpu', 'modules', 'disks', 'mem', 'loadavg', 'fs', 'os']],
  ])('on %s asks for what no file tells', async (os, parts) => {
    const asked: RunRequest[] = []
    const run = async (request: RunRequest) => {
      asked.push(request)
      return { output: '', errors: '', end: 'exited' as const, exitCode: 0 }
    }
    expect(await systemInventory({ run, platform: literalPlatform({ os }) })).toEqual({
      missing: 'unreadable',
    })
    expect(asked).toMatchObject([
      { program: process.execPath, args: ['--input-type=commonjs', '-', ...parts], timeoutMs: 10_000 },
    ])
  })

  it('skips what is none of its parts, and lines that were cut off', async () => {
    const output =
      'Warning: odd\n{"name":"cpu","value":{"cores":2}}\n7\n{"name":"os","value":null}\n{"name":"mem","va'
    const run = async () => ({ output, errors: '', end: 'timeout' as const, exitCode: null })
    const text = await systemInventory({ run, platform: literalPlatform({ os: 'linux' }) })
    expect(JSON.parse(String(text))).toEqual({
      cpu: { cores: 2 },
      missing: { system: 'timeout', board: 'timeout', modules: 'timeout', disks: 'timeout' },
    })
  })

  it('is absent where it cannot be begun', async () => {
    const run = async () => ({ output: '', errors: '', end: 'missing' as const, exitCode: null })
    expect(await systemInventory({ run, platform: literalPlatform() })).toEqual({ missing: 'absent' })
  })
})
