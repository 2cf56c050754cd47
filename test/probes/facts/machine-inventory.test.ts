import { describe, expect, it } from 'vitest'
import type { MachineInventory } from '../../../src/core/index.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const server = {
  system: { manufacturer: 'Dell Inc.', model: 'PowerEdge R640', hypervisor: null },
  board: { manufacturer: 'Dell Inc.', model: '0W23H8' },
  cpu: { manufacturer: 'Intel', brand: 'Xeon Gold 6130', cores: 64, physicalCores: 32, processors: 2 },
  modules: [
    {
      size: 17179869184,
      bank: '',
      type: 'DDR4',
      clockSpeed: 2666,
      formFactor: 'DIMM',
      manufacturer: 'Samsung',
    },
    { size: 0, bank: 'A2', type: 'Empty', clockSpeed: 0, formFactor: 'DIMM', manufacturer: '' },
  ],
  disks: [
    {
      device: '/dev/sda',
      type: 'SSD',
      name: 'SAMSUNG MZ7LH480',
      vendor: 'Samsung',
      size: 480103981056,
      interfaceType: 'SATA',
    },
  ],
  missing: {},
}

const desktop = {
  system: { manufacturer: 'Apple Inc.', model: 'Mac mini', hypervisor: null },
  board: { manufacturer: 'Apple Inc.', model: 'Mac14,3' },
  cpu: { manufacturer: 'Apple', brand: 'M2', cores: 8, physicalCores: 8, processors: 1 },
  modules: [
    {
      size: 17179869184,
      bank: '0',
      type: 'LPDDR5',
      clockSpeed: null,
      formFactor: 'SOC',
      manufacturer: 'Micron',
    },
  ],
  disks: [
    {
      device: 'disk0',
      type: 'NVMe',
      name: 'APPLE SSD AP0512Z',
      vendor: 'Apple',
      size: 500277792768,
      interfaceType: 'PCIe',
    },
  ],
}

const windows = {
  system: { manufacturer: 'QEMU', model: 'Standard PC (Q35 + ICH9, 2009)', hypervisor: 'KVM' },
  board: { manufacturer: '', model: '' },
  cpu: { manufacturer: 'AMD', brand: 'EPYC-Rome Processor', cores: 4, physicalCores: 4, processors: 4 },
  modules: [
    { size: 4294967296, bank: '/0', type: 'RAM', clockSpeed: 0, formFactor: 'DIMM', manufacturer: 'QEMU' },
  ],
  disks: [
    {
      device: '\\\\.\\PHYSICALDRIVE0',
      type: 'Virtual',
      name: 'Red Hat VirtIO SCSI Disk Device',
      vendor: '',
      size: 42944186880,
      interfaceType: 'SCSI',
    },
  ],
}

const parsed = (value: unknown): MachineInventory =>
  lastOf(literalFacts({}, { inventory: JSON.stringify(value) }), 'inventory')

describe('the inventory of a machine', () => {
  it('has the parts of a Linux server, without its empty slots', () => {
    expect(parsed(server)).toEqual({
      manufacturer: 'Dell Inc.',
      model: 'PowerEdge R640',
      board: 'Dell Inc. 0W23H8',
      hypervisor: null,
      cpu: { brand: 'Intel Xeon Gold 6130', sockets: 2, cores: 32, threads: 64 },
      memoryModules: [
        {
          sizeBytes: 16 * 2 ** 30,
          type: 'DDR4',
          formFactor: 'DIMM',
          manufacturer: 'Samsung',
          transfersPerSecond: 2.666e9,
        },
      ],
      disks: [
        { device: '/dev/sda', model: 'SAMSUNG MZ7LH480', type: 'SSD', bus: 'SATA', sizeBytes: 480103981056 },
      ],
      missing: {},
    })
  })

  it('has those of a Mac and of a virtual Windows', () => {
    expect(parsed(desktop)).toMatchObject({
      model: 'Mac mini',
      cpu: { brand: 'Apple M2', cores: 8 },
      memoryModules: [{ type: 'LPDDR5', formFactor: 'SOC', transfersPerSecond: null }],
      disks: [{ device: 'disk0', model: 'APPLE SSD AP0512Z' }],
    })
    expect(parsed(windows)).toMatchObject({
      hypervisor: 'KVM',
      board: null,
      memoryModules: [{ sizeBytes: 4 * 2 ** 30, transfersPerSecond: null }],
      disks: [{ device: '\\\\.\\PHYSICALDRIVE0', type: 'Virtual' }],
    })
  })

  it('is there beside the files of the kernel', () => {
    const facts = literalFacts(
      { '/proc/stat': 'cpu  1 2 3 4\n', '/proc/meminfo': 'MemTotal: 1 kB\n' },
      { inventory: JSON.stringify(server) },
    )
    expect(lastOf(facts, 'inventory').model).toBe('PowerEdge R640')
  })

  it.each([
    ['words for nothing', { system: { manufacturer: 'To Be Filled By O.E.M.', model: 'Computer' } }],
    [
      'dashes and blanks',
      { system: { manufacturer: '-', model: '  ' }, board: { manufacturer: 'Default string' } },
    ],
    ['zeros', { cpu: { brand: 'unknown', cores: 0, physicalCores: 0, processors: 0 }, disks: [{ size: 0 }] }],
    [
      'all memory as one module',
      { modules: [{ size: 25276502016, bank: '', type: '', clockSpeed: 0, formFactor: '' }] },
    ],
    ['empty lists', { modules: [], disks: [] }],
    ['odd kinds', { system: 7, board: [], cpu: null, modules: {}, disks: 'sda', missing: [] }],
    ['odd entries', { modules: [null, 7, { size: '1' }], disks: [null, {}, []], missing: { cpu: 'soon' } }],
    ['nothing', {}],
  ])('counts %s as not told', (_, value) => {
    expect(parsed(value)).toEqual({
      manufacturer: null,
      model: null,
      board: null,
      hypervisor: null,
      cpu: { brand: null, sockets: null, cores: null, threads: null },
      memoryModules: null,
      disks: null,
      missing: {},
    })
  })

  it('says of each part why it is missing', () => {
    expect(parsed({ missing: { disks: 'timeout', cpu: 'unreadable', os: 'timeout' } }).missing).toEqual({
      disks: 'timeout',
      cpu: 'unreadable',
    })
  })

  it.each(['', 'null', '[]', '{', '7'])('damaged as %j is unreadable', (text) => {
    expect(literalFacts({}, { inventory: text }).inventory).toMatchObject({
      known: false,
      reason: 'unreadable',
    })
  })
})
