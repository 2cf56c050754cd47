import type { Resource } from '../define-check.ts'
import type { Suspect } from './suspects.ts'

const subjects: Readonly<Record<Resource, readonly [name: string, verb: 'is' | 'are']>> = {
  cpu: ['CPU', 'is'],
  memory: ['Memory', 'is'],
  disk: ['Disk', 'is'],
  network: ['Network', 'is'],
  limits: ['Limits', 'are'],
  processes: ['Processes', 'are'],
  clock: ['The clock', 'is'],
  kernel: ['The kernel', 'is'],
}

/** A resource inside a sentence: `CPU`, `memory`, `the clock`. */
export function resourceName(resource: Resource): string {
  const [name] = subjects[resource]
  return name === 'CPU' ? name : name.toLowerCase()
}

/** What is claimed of a suspect: the first one leads, the others are as well. */
export function claimOf({ resource, symptoms, status, cause }: Suspect, leads: boolean): string {
  const [name, verb] = subjects[resource]
  if (cause !== null) {
    const other = resourceName(cause.resource)
    return `${name} ${verb === 'is' ? 'suffers' : 'suffer'} from ${other}, because ${cause.because}`
  }
  const saturated = symptoms.some(({ judged }) => judged.check.role === 'saturation')
  if (!saturated && status === 'warn') return `${name} may become a problem`
  if (!leads) return `${name} ${verb} in trouble as well`
  return `${name} ${verb} the likely ${saturated ? 'bottleneck' : 'problem'}`
}

/** The parts of a verdict as one sentence. */
export function sentenceOf(parts: {
  claim: string
  saturation: string
  culprit: string | null
  confidenceInWords: string
}): string {
  const culprit = parts.culprit === null ? '' : `; culprit ${parts.culprit}`
  return `${parts.claim}: ${parts.saturation}${culprit}; confidence ${parts.confidenceInWords}.`
}
