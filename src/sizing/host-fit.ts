import type { Finding, Table } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import { type Need, type Resource, resources } from './need.ts'

export type Fit = 'fits' | 'tight' | 'too-small' | 'unknown'

/** What a machine has of one resource, or why that is not known. */
export type Holding = { ok: true; value: number; because: string } | { ok: false; reason: string }

/** Up to 5 % below counts as equal: an "8 GiB" machine shows 7.7 GiB. */
export const equalWithin = 0.05
/** Less than 10 % to spare is tight. */
export const tightBelow = 0.1

/** Whether `have` covers `need`. */
export function fitOf(need: number, have: number): Exclude<Fit, 'unknown'> {
  if (have < need * (1 - equalWithin)) return 'too-small'
  return have - need < need * tightBelow ? 'tight' : 'fits'
}

/** What a machine counts as having, with the 5 % that are forgiven. */
export function stretched(have: number): number {
  return have / (1 - equalWithin)
}

/** Whether what decides about a machine could not be read; links often state no speed, so they do not decide. */
export function isUnseen({ cpu, memory, storage }: Record<Resource['name'], Holding>): boolean {
  return !(cpu.ok && memory.ok && storage.ok)
}

/** One finding a resource: this machine against the need. */
export function hostFindings(need: Need, host: Record<Resource['name'], Holding>): Finding[] {
  return resources.map((resource) => hostFinding(resource, need[resource.key], host[resource.name]))
}

/** The verdict of each resource, by its name. */
export function hostFits(need: Need, host: Record<Resource['name'], Holding>): Record<Resource['name'], Fit> {
  const fit = ({ key, name }: Resource): Fit => {
    const holding = host[name]
    return holding.ok ? fitOf(need[key], holding.value) : 'unknown'
  }
  const [cpu, memory, storage, network] = resources.map(fit)
  return {
    cpu: cpu ?? 'unknown',
    memory: memory ?? 'unknown',
    storage: storage ?? 'unknown',
    network: network ?? 'unknown',
  }
}

/** Need and machine side by side, with what limits the machine. */
export function hostTable(need: Need, host: Record<Resource['name'], Holding>): Table {
  return {
    title: 'This machine',
    columns: [
      { key: 'resource', title: 'Resource' },
      { key: 'need', title: 'Need', align: 'right' },
      { key: 'has', title: 'Has', align: 'right' },
      { key: 'verdict', title: 'Verdict' },
      { key: 'because', title: 'Because' },
    ],
    rows: resources.map(({ key, name, title, unit }) => {
      const holding = host[name]
      const has = holding.ok ? { value: holding.value, unit } : null
      const verdict = holding.ok ? wordsOf[fitOf(need[key], holding.value)].replace('is ', '') : 'unknown'
      return [title, { value: need[key], unit }, has, verdict, holding.ok ? holding.because : holding.reason]
    }),
  }
}

const statusOf = { fits: 'pass', tight: 'warn', 'too-small': 'fail' } as const
const wordsOf = { fits: 'fits', tight: 'is tight', 'too-small': 'is too small' } as const

function hostFinding({ name, title, unit }: Resource, need: number, holding: Holding): Finding {
  const id = `size.host.${name}`
  const needed = formatQuantity({ value: need, unit })
  if (!holding.ok) {
    return {
      id,
      title: `${title} of this machine is not known`,
      status: 'unknown',
      because: `${holding.reason}; the plan needs ${needed}`,
      evidence: { need: { value: need, unit } },
    }
  }
  const fit = fitOf(need, holding.value)
  return {
    id,
    title: `${title} of this machine ${wordsOf[fit]}`,
    status: statusOf[fit],
    because: `the plan needs ${needed}, this machine has ${formatQuantity({ value: holding.value, unit })}`,
    evidence: { need: { value: need, unit }, have: { value: holding.value, unit } },
  }
}
