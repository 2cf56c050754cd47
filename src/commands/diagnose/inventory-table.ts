import { inventoryWithinSeconds } from '../../clients/index.ts'
import {
  type Cell,
  type DiskDevice,
  type Facts,
  type MachineInventory,
  type MemoryModule,
  type MissingReason,
  quantity,
  type Table,
} from '../../core/index.ts'
import { counted } from '../../report/index.ts'

/** What the machine of `facts` is made of, or one sentence why that is not known. */
export function inventoryOf({ inventory }: Facts): MachineInventory | { unknown: string } {
  if (inventory.known) return inventory.last
  return { unknown: `The inventory was ${why(inventory.reason)}.` }
}

/** The inventory of `facts`, a part a row; what is not known says why. */
export function inventoryTable(facts: Facts): Table {
  const inventory = inventoryOf(facts)
  return {
    title: 'Inventory',
    main: true,
    columns: [
      { key: 'part', title: 'Part' },
      { key: 'what', title: 'What' },
      { key: 'size', title: 'Size', align: 'right' },
    ],
    rows: [
      ...('unknown' in inventory ? [['Machine', `unknown: ${inventory.unknown}`, null]] : rowsOf(inventory)),
      ['System', systemOf(facts), null],
    ],
  }
}

function rowsOf({ missing, cpu, ...machine }: MachineInventory): Cell[][] {
  const { manufacturer, model, hypervisor, board, memoryModules, disks } = machine
  const unknown = (part: keyof typeof missing, silent = 'nothing here tells'): string => {
    const reason = missing[part]
    return `unknown: ${reason === undefined ? silent : why(reason)}`
  }
  const under = hypervisor === null ? null : `virtual (${hypervisor})`
  const counts = [
    cpu.sockets === null ? null : counted(cpu.sockets, 'socket'),
    cpu.cores === null ? null : counted(cpu.cores, 'core'),
    cpu.threads === null ? null : counted(cpu.threads, 'thread'),
  ]
  return [
    ['Machine', listed([manufacturer, model], ' ', [under]) ?? unknown('system'), null],
    ['Board', board ?? unknown('board'), null],
    ['CPU', listed([cpu.brand, ...counts]) ?? unknown('cpu'), null],
    ...(memoryModules?.map(moduleRow) ?? [
      ['Memory', unknown('modules', 'the firmware tells it to root only, or not at all'), null],
    ]),
    ...(disks?.map(diskRow) ?? [['Disk', unknown('disks'), null]]),
  ]
}

function moduleRow({ sizeBytes, type, formFactor, manufacturer, transfersPerSecond }: MemoryModule): Cell[] {
  const speed = transfersPerSecond === null ? null : `${transfersPerSecond / 1e6} MT/s`
  const what = listed([listed([type, formFactor], ' '), speed, manufacturer]) ?? 'module'
  return ['Memory', what, quantity(sizeBytes, 'bytes')]
}

function diskRow({ device, model, type, bus, sizeBytes }: DiskDevice): Cell[] {
  const what = listed([type, bus, model])
  const name = listed([device, what], ': ') ?? 'disk'
  return ['Disk', name, sizeBytes === null ? null : quantity(sizeBytes, 'bytes')]
}

function systemOf({ system }: Facts): string {
  if (!system.known) return `unknown: ${why(system.reason)}`
  const { distribution, kernel } = system.last
  return listed([distribution, kernel === '' ? null : `kernel ${kernel}`]) ?? 'unknown: nothing here tells'
}

/** What is known of `words` in one text, then what is known of `more`; null for nothing. */
function listed(
  words: readonly (string | null)[],
  between = ', ',
  more: readonly (string | null)[] = [],
): string | null {
  const first = words.filter((word) => word !== null).join(between)
  const known = [first, ...more].filter((word) => word !== null && word !== '')
  return known.length === 0 ? null : known.join(', ')
}

function why(reason: MissingReason): string {
  switch (reason) {
    case 'timeout':
      return `not told within ${inventoryWithinSeconds} s`
    case 'denied':
      return 'denied to this user'
    case 'absent':
      return 'not taken'
    case 'unreadable':
      return 'not readable: its program failed'
  }
}
