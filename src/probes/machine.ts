import { createHmac } from 'node:crypto'
import type { Files, Machine, World } from '../core/index.ts'
import { gatherCpu } from './cpu.ts'
import { parseCpuModel } from './cpu-model.ts'
import { gatherMemory } from './memory.ts'
import { readFact } from './read-fact.ts'

/**
 * The machine that a measurement is valid for. `cores` are online CPUs, `effectiveCores` and `memoryBytes` what this
 * process may use of the machine; what cannot be read is as the runtime states it. `id` does not reveal /etc/machine-id.
 */
export function fingerprintMachine(world: Pick<World, 'files' | 'platform' | 'clock'>): Machine {
  const { files, platform, clock } = world
  const atMs = clock.epochMs()
  const cpu = gatherCpu(files, platform, atMs)
  const memory = gatherMemory(files, platform, atMs)
  const cpuModel = modelOf(world)
  return {
    id: hidden(
      machineId(files) ??
        [cpuModel, memory.ok ? memory.value.totalBytes : platform.memoryBytes(), hostName(files)].join('\n'),
    ),
    cpuModel,
    cores: cpu.ok ? cpu.value.cores : platform.cores(),
    effectiveCores: cpu.ok ? cpu.value.effectiveCores : platform.cores(),
    memoryBytes: memory.ok ? memory.value.effectiveBytes : platform.memoryBytes(),
    kernel: platform.kernel,
    node: platform.nodeVersion,
    v8: platform.v8Version,
    ...governorIn(files),
    ...(cpu.ok && cpu.value.quotaCores !== null ? { quotaCores: cpu.value.quotaCores } : {}),
  }
}

function governorIn(files: Pick<Files, 'text'>): { governor?: string } {
  const path = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'
  const governor = readFact(files, path, (text) => text.trim() || null)
  return governor.ok ? { governor: governor.value } : {}
}

function modelOf({ files, platform }: Pick<World, 'files' | 'platform'>): string {
  const model = platform.os === 'linux' ? readFact(files, '/proc/cpuinfo', parseCpuModel) : null
  return model?.ok ? model.value : platform.cpuModel().trim() || 'unknown'
}

function machineId(files: Pick<Files, 'text'>): string | null {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    // A first boot leaves it empty or `uninitialized`.
    const id = readFact(files, path, (text) => /^[0-9a-f]{32}$/.exec(text.trim())?.[0] ?? null)
    if (id.ok) return id.value
  }
  return null
}

function hostName(files: Pick<Files, 'text'>): string {
  const name = files.text('/proc/sys/kernel/hostname')
  return name.ok ? name.value.trim() : ''
}

// systemd asks that a machine id leaves the machine only as a hash keyed for the application.
function hidden(secret: string): string {
  return createHmac('sha256', 'lewis-perf machine 1').update(secret).digest('hex').slice(0, 16)
}
