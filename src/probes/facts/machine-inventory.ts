import type { DiskDevice, MachineInventory, MemoryModule, MissingReason } from '../../core/index.ts'
import { jsonAmount, jsonObject, jsonText, parseJsonObject } from './json-value.ts'

const parts = ['system', 'board', 'cpu', 'modules', 'disks'] as const
const reasons: readonly MissingReason[] = ['absent', 'denied', 'unreadable', 'timeout']

/** What firmwares and libraries write where they know nothing. */
const nothing =
  /^(?:-|0|n\/?a|none|null|undefined|empty|other|unknown.*|<out of spec>|not (?:specified|available|provided|applicable)|default string|to be filled by o\.?e\.?m\.?|system (?:manufacturer|product name)|computer)$/i

/** What the machine is made of, from the JSON of its inventory; null when that is no JSON object. */
export function parseMachineInventory(text: string): MachineInventory | null {
  const inventory = parseJsonObject(text)
  if (inventory === null) return null
  const part = (name: string) => jsonObject(inventory[name]) ?? {}
  const [system, board, cpu, missing] = [part('system'), part('board'), part('cpu'), part('missing')]
  return {
    manufacturer: word(system['manufacturer']),
    model: word(system['model']),
    board: named(board['manufacturer'], board['model']),
    hypervisor: jsonText(system['hypervisor']),
    cpu: {
      brand: named(cpu['manufacturer'], cpu['brand']),
      sockets: positive(cpu['processors']),
      cores: positive(cpu['physicalCores']),
      threads: positive(cpu['cores']),
    },
    memoryModules: someOf(inventory['modules'], moduleOf),
    disks: someOf(inventory['disks'], diskOf),
    missing: Object.fromEntries(
      parts.flatMap((name) => {
        const reason = reasons.find((one) => one === missing[name])
        return reason === undefined ? [] : [[name, reason]]
      }),
    ),
  }
}

/** An empty slot has no size; all of memory as one module without a kind is a guess of the library. */
function moduleOf(value: Record<string, unknown>): MemoryModule | null {
  const sizeBytes = positive(value['size'])
  const type = word(value['type'])
  const formFactor = word(value['formFactor'])
  if (sizeBytes === null || (type === null && formFactor === null && word(value['bank']) === null))
    return null
  const megatransfers = positive(value['clockSpeed'])
  return {
    sizeBytes,
    type,
    formFactor,
    manufacturer: word(value['manufacturer']),
    transfersPerSecond: megatransfers === null ? null : megatransfers * 1e6,
  }
}

function diskOf(value: Record<string, unknown>): DiskDevice | null {
  const device = word(value['device'])
  const model = named(value['vendor'], value['name'])
  if (device === null && model === null) return null
  return {
    device,
    model,
    type: word(value['type']),
    bus: word(value['interfaceType']),
    sizeBytes: positive(value['size']),
  }
}

/** None of them is as much as not told: the library swallows what went wrong. */
function someOf<T>(list: unknown, read: (value: Record<string, unknown>) => T | null): T[] | null {
  if (!Array.isArray(list)) return null
  const found = list.flatMap((item) => {
    const value = jsonObject(item)
    return value === null ? [] : (read(value) ?? [])
  })
  return found.length === 0 ? null : found
}

/** `Samsung SSD 980`, also where the name begins with its maker. */
function named(maker: unknown, name: unknown): string | null {
  const [first, second] = [word(maker), word(name)]
  if (first === null || second === null) return second ?? first
  return second.toLowerCase().startsWith(first.toLowerCase()) ? second : `${first} ${second}`
}

function word(value: unknown): string | null {
  const text = jsonText(value)
  return text === null || nothing.test(text) ? null : text
}

/** 0 is what is written in place of the unknown. */
function positive(value: unknown): number | null {
  const amount = jsonAmount(value)
  return amount === 0 ? null : amount
}
