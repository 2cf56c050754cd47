import { describe, expect, it } from 'vitest'
import { inventoryOf, inventoryTable } from '../../../src/commands/diagnose/inventory-table.ts'
import type { FactCommand } from '../../../src/core/index.ts'
import { literalFacts } from '../../probes/facts/literal-snapshot.ts'

const system = {
  '/proc/sys/kernel/hostname': 'box\n',
  '/proc/sys/kernel/osrelease': '6.1.0-18-amd64\n',
  '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
}
const server = {
  system: { manufacturer: 'Dell Inc.', model: 'PowerEdge R640', hypervisor: 'KVM' },
  board: { manufacturer: 'Dell Inc.', model: '0W23H8' },
  cpu: { manufacturer: 'Intel', brand: 'Xeon Gold 6130', cores: 64, physicalCores: 32, processors: 2 },
  modules: [{ size: 2 ** 34, type: 'DDR4', clockSpeed: 2666, formFactor: 'DIMM', manufacturer: 'Samsung' }],
  disks: [
    { device: '/dev/sda', type: 'SSD', name: 'MZ7LH480', size: 480e9, interfaceType: 'SATA' },
    { name: 'Card' },
  ],
}

const facts = (inventory: FactCommand, files: Record<string, string> = system) =>
  literalFacts(files, { inventory })
const rows = (inventory: FactCommand, files?: Record<string, string>) =>
  inventoryTable(facts(inventory, files)).rows

describe('the table of the inventory', () => {
  it('has a part a row', () => {
    expect(rows(JSON.stringify(server))).toEqual([
      ['Machine', 'Dell Inc. PowerEdge R640, virtual (KVM)', null],
      ['Board', 'Dell Inc. 0W23H8', null],
      ['CPU', 'Intel Xeon Gold 6130, 2 sockets, 32 cores, 64 threads', null],
      ['Memory', 'DDR4 DIMM, 2666 MT/s, Samsung', { value: 2 ** 34, unit: 'bytes' }],
      ['Disk', '/dev/sda: SSD, SATA, MZ7LH480', { value: 480e9, unit: 'bytes' }],
      ['Disk', 'Card', null],
      ['System', 'Debian GNU/Linux 12 (bookworm), kernel 6.1.0-18-amd64', null],
    ])
  })

  it('says why a part is not known', () => {
    const missing = { disks: 'timeout', board: 'unreadable' }
    expect(rows(JSON.stringify({ ...server, modules: [], disks: null, board: null, missing }))).toEqual(
      expect.arrayContaining([
        ['Board', 'unknown: not readable: its program failed', null],
        ['Memory', 'unknown: the firmware tells it to root only, or not at all', null],
        ['Disk', 'unknown: not told within 10 s', null],
      ]),
    )
  })

  it('says why nothing is known', () => {
    expect(rows({ missing: 'timeout' }, {})).toEqual([
      ['Machine', 'unknown: The inventory was not told within 10 s.', null],
      ['System', 'unknown: not taken', null],
    ])
  })
})

describe('the data of the inventory', () => {
  it('are its parts, or one sentence', () => {
    expect(inventoryOf(facts(JSON.stringify(server)))).toMatchObject({ model: 'PowerEdge R640' })
    expect(inventoryOf(facts({ missing: 'timeout' }))).toEqual({
      unknown: 'The inventory was not told within 10 s.',
    })
    expect(inventoryOf(facts({ missing: 'absent' }))).toEqual({ unknown: 'The inventory was not taken.' })
  })
})
