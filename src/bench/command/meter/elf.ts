import { aarch64Lines } from './aarch64.ts'
import { assemble } from './assemble.ts'
import { x86Lines } from './x86-64.ts'

const machines: Readonly<Record<string, { number: number; lines: Parameters<typeof assemble>[0] }>> = {
  x64: { number: 62, lines: x86Lines },
  arm64: { number: 183, lines: aarch64Lines },
}

const headerBytes = 64
const segmentBytes = 56
const base = 0x400000n

/** The meter as a static program for `architecture` as Node names it (`x64`, `arm64`); null for another. ELF-64, two segments. */
export function meterProgram(architecture: string): Uint8Array | null {
  const machine = machines[architecture]
  if (machine === undefined) return null
  const code = assemble(machine.lines)
  const start = headerBytes + 2 * segmentBytes
  const bytes = new Uint8Array(start + code.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  view.setUint16(16, 2, true)
  view.setUint16(18, machine.number, true)
  view.setUint32(20, 1, true)
  view.setBigUint64(24, base + BigInt(start), true)
  view.setBigUint64(32, BigInt(headerBytes), true)
  view.setUint16(52, headerBytes, true)
  view.setUint16(54, segmentBytes, true)
  view.setUint16(56, 2, true)
  // PT_LOAD, readable and executable: the whole file.
  segment(view, headerBytes, { kind: 1, flags: 5, address: base, size: bytes.length, align: 0x10000 })
  // PT_GNU_STACK, readable and writable: a stack that holds no code.
  segment(view, headerBytes + segmentBytes, { kind: 0x6474e551, flags: 6, address: 0n, size: 0, align: 16 })
  bytes.set(code, start)
  return bytes
}

function segment(
  view: DataView,
  at: number,
  {
    kind,
    flags,
    address,
    size,
    align,
  }: { kind: number; flags: number; address: bigint; size: number; align: number },
): void {
  view.setUint32(at, kind, true)
  view.setUint32(at + 4, flags, true)
  view.setBigUint64(at + 16, address, true)
  view.setBigUint64(at + 24, address, true)
  view.setBigUint64(at + 32, BigInt(size), true)
  view.setBigUint64(at + 40, BigInt(size), true)
  view.setBigUint64(at + 48, BigInt(align), true)
}
