import type { Envelope, Finding, Machine } from '../core/index.ts'
import { formatQuantity } from './format-quantity.ts'

/** Where a result comes from, as labelled texts: command, tool, start, duration, profile and machine. */
export function provenance(envelope: Envelope): [label: string, text: string][] {
  const { tool, profile, machine } = envelope
  const facts: [string, string][] = [
    ['Command', `${tool.name} ${envelope.command}`],
    ['Version', `${tool.version} on Node ${tool.node.replace(/^v/, '')}`],
    ['Started', envelope.startedAt],
    ['Took', formatQuantity(envelope.durationMs / 1000, 'seconds')],
  ]
  if (profile !== null) facts.push(['Profile', `${profile.name} (${profile.source})`])
  if (machine !== null) facts.push(['Machine', machineInWords(machine)])
  return facts
}

/** An evidence record as `name value`, joined by commas. */
export function evidenceInWords(evidence: Finding['evidence']): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : formatQuantity(value)}`)
    .join(', ')
}

function machineInWords(machine: Machine): string {
  const cores = formatQuantity(machine.cores, 'cores')
  const effective =
    machine.effectiveCores === machine.cores ? '' : ` (${formatQuantity(machine.effectiveCores)} usable)`
  const memory = formatQuantity(machine.memoryBytes, 'bytes')
  return `${machine.cpuModel}, ${cores}${effective}, ${memory}, ${machine.kernel}, id ${machine.id}`
}
