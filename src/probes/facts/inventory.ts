import type { CpuFacts, FilesystemFacts, LoadAverage, MemoryFacts, SystemFacts } from '../../core/index.ts'
import { gatherCpu } from '../cpu.ts'
import { gatherMemory } from '../memory.ts'
import { jsonAmount, jsonObject, jsonText, parseJsonObject } from './json-value.ts'

/** What an inventory of the operating system knows of a machine without /proc; null for what it does not tell. */
export interface Inventory {
  system: SystemFacts | null
  meminfo: Record<string, number> | null
  loadAverage: LoadAverage | null
  filesystems: FilesystemFacts[] | null
  effectiveCpu: CpuFacts | null
  effectiveMemory: MemoryFacts | null
}

/** The inventory as its JSON states it; null when it is no JSON object. */
export function parseInventory(text: string, atMs: number): Inventory | null {
  const inventory = parseJsonObject(text)
  if (inventory === null) return null
  const part = (name: string) => jsonObject(inventory[name]) ?? {}
  const cores = jsonAmount(part('cpu')['cores'])
  const memory = part('mem')
  const totalBytes = jsonAmount(memory['total'])
  const availableBytes = jsonAmount(memory['available'])
  return {
    system: systemOf(part('os'), part('cpu')),
    meminfo: meminfoOf(totalBytes, availableBytes),
    loadAverage: loadOf(inventory['loadavg'] ?? part('load')['loadavg']),
    filesystems: Array.isArray(inventory['fs'])
      ? inventory['fs'].flatMap((fs) => filesystemOf(fs) ?? [])
      : null,
    effectiveCpu: cpuOf(cores, atMs),
    effectiveMemory: memoryOf(totalBytes, availableBytes, atMs),
  }
}

function systemOf(os: Record<string, unknown>, cpu: Record<string, unknown>): SystemFacts | null {
  const hostname = jsonText(os['hostname'])
  if (hostname === null) return null
  const brand = [jsonText(cpu['manufacturer']), jsonText(cpu['brand'])].filter((word) => word !== null)
  const names = [jsonText(os['distro']), jsonText(os['release'])].filter((word) => word !== null)
  return {
    hostname,
    kernel: jsonText(os['kernel']) ?? '',
    distribution: names.join(' ') || null,
    cpuModel: brand.join(' ') || null,
    pageBytes: 4096,
    container: { inside: false, because: 'Containers are told by files of Linux, and there are none.' },
  }
}

function meminfoOf(total: number | null, available: number | null): Record<string, number> | null {
  if (total === null || total === 0) return null
  return { MemTotal: total, ...(available === null ? {} : { MemAvailable: available }) }
}

function loadOf(averages: unknown): LoadAverage | null {
  if (!Array.isArray(averages)) return null
  const [one, five, fifteen] = averages.map(jsonAmount)
  if (one == null || five == null || fifteen == null) return null
  // Windows keeps no load, and runtimes state three zeros for it.
  if (one === 0 && five === 0 && fifteen === 0) return null
  // Threads are not told apart there; the averages are.
  return { one, five, fifteen, runnable: 0, threads: 0 }
}

function filesystemOf(value: unknown): FilesystemFacts | null {
  const fs = jsonObject(value) ?? {}
  const source = jsonText(fs['fs'])
  const mountPoint = jsonText(fs['mount'])
  const totalBytes = jsonAmount(fs['size'])
  const usedBytes = jsonAmount(fs['used'])
  const availableBytes = jsonAmount(fs['available'])
  if (source === null || mountPoint === null || totalBytes === null) return null
  if (usedBytes === null || availableBytes === null) return null
  const type = jsonText(fs['type'])
  return { source, mountPoint, type, totalBytes, usedBytes, availableBytes, inodes: null }
}

function cpuOf(cores: number | null, atMs: number): CpuFacts | null {
  const gathered = gatherCpu(noFiles, { os: 'other', cores: () => cores ?? 0 }, atMs)
  return gathered.ok ? gathered.value : null
}

function memoryOf(total: number | null, availableBytes: number | null, atMs: number): MemoryFacts | null {
  const gathered = gatherMemory(noFiles, { os: 'other', memoryBytes: () => total ?? 0 }, atMs)
  return gathered.ok ? { ...gathered.value, availableBytes } : null
}

const noFiles = { text: () => ({ ok: false, reason: 'absent' }) as const }
