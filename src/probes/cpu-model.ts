import { armParts } from './arm-parts.ts'

/** The model of the first CPU in /proc/cpuinfo, in the words of its architecture; null when none is stated. */
export function parseCpuModel(text: string): string | null {
  const fields = firstFields(text)
  const field = (name: string): string | null => fields.get(name) || null
  return (
    knownArm(field) ??
    field('model name') ??
    field('Model Name') ??
    joined(field('cpu'), field('cpu model')) ??
    field('uarch') ??
    mainframe(text, field) ??
    unknownArm(field) ??
    field('Processor') ??
    field('CPU') ??
    prefixed('RISC-V ', field('isa')) ??
    field('Hardware')
  )
}

type Field = (name: string) => string | null

function firstFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim()
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

function knownArm(field: Field): string | null {
  return armParts.get(`${field('CPU implementer')} ${field('CPU part')}`) ?? null
}

function unknownArm(field: Field): string | null {
  const implementer = field('CPU implementer')
  const part = field('CPU part')
  return implementer === null || part === null ? null : `ARM implementer ${implementer} part ${part}`
}

/** Alpha writes `cpu: Alpha` and `cpu model: EV56`, PowerPC and SPARC only the first, MIPS only the second. */
function joined(cpu: string | null, model: string | null): string | null {
  return cpu === null || model === null ? (cpu ?? model) : `${cpu} ${model}`
}

function mainframe(text: string, field: Field): string | null {
  const machine = /^processor \d+:.*\bmachine = (\w+)/m.exec(text)
  return machine === null ? null : `${field('vendor_id') ?? 'IBM/S390'} machine ${machine[1]}`
}

function prefixed(prefix: string, word: string | null): string | null {
  return word === null ? null : prefix + word
}
