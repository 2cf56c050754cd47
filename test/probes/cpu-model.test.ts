import { describe, expect, it } from 'vitest'
import { parseCpuModel } from '../../src/probes/cpu-model.ts'

describe('the CPU model', () => {
  it.each([
    [
      'x86',
      'processor\t: 0\nmodel\t\t: 17\nmodel name\t: AMD EPYC 9354\n\nprocessor\t: 1\nmodel name\t: other\n',
      'AMD EPYC 9354',
    ],
    [
      'a known ARM core',
      'processor\t: 0\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: 0xd40\n',
      'Neoverse-V1',
    ],
    [
      'a known ARM core with a vague name',
      'model name\t: ARMv7 Processor rev 4 (v7l)\nCPU implementer\t: 0x41\nCPU part\t: 0xd03\n',
      'Cortex-A53',
    ],
    [
      'an unknown ARM core',
      'CPU implementer\t: 0x99\nCPU part\t: 0x123\n',
      'ARM implementer 0x99 part 0x123',
    ],
    ['an ARM kernel that names only the board', 'processor\t: 0\nHardware\t: BCM2835\n', 'BCM2835'],
    [
      'an old ARM kernel',
      'Processor\t: ARM926EJ-S rev 5 (v5l)\nHardware\t: Marvell\n',
      'ARM926EJ-S rev 5 (v5l)',
    ],
    [
      'PowerPC',
      'processor\t: 0\ncpu\t\t: POWER9, altivec supported\nmodel\t: 8335-GTH\n',
      'POWER9, altivec supported',
    ],
    [
      's390x',
      'vendor_id       : IBM/S390\n# processors    : 1\nprocessor 0: version = 00,  identification = 279F25,  machine = 2817\n',
      'IBM/S390 machine 2817',
    ],
    ['RISC-V', 'processor\t: 0\nhart\t: 0\nisa\t: rv64imafdc\nuarch\t: sifive,u74-mc\n', 'sifive,u74-mc'],
    ['RISC-V without a core name', 'processor\t: 0\nisa\t\t: rv64imafdc\n', 'RISC-V rv64imafdc'],
    [
      'LoongArch',
      'system type\t: generic\nprocessor\t: 0\nCPU Family\t: Loongson-64bit\nModel Name\t: Loongson-3A5000\n',
      'Loongson-3A5000',
    ],
    ['MIPS', 'system type\t: MT7621\nprocessor\t: 0\ncpu model\t: MIPS 1004Kc V2.15\n', 'MIPS 1004Kc V2.15'],
    ['Alpha', 'cpu\t\t: Alpha\ncpu model\t: EV56\n', 'Alpha EV56'],
  ])('of %s is named', (_, text, model) => {
    expect(parseCpuModel(text)).toBe(model)
  })

  it.each(['', 'processor\t: 0\n', 'model name\t:\n', 'nothing', ': x'])('of %j is not known', (text) => {
    expect(parseCpuModel(text)).toBeNull()
  })
})
