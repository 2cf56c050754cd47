import type { Finding } from '../../core/index.ts'
import { firstSentence } from '../ranking/index.ts'
import type { Answer } from './item.ts'

/**
 * What findings say of an item: `fail` where one of them is not fine (a hint counts as that where `hintsCount`), `unknown`
 * where none could be judged, else `pass`; null where there is nothing here that they could be about.
 */
export function byFindings(
  findings: readonly Finding[],
  { hintsCount = false }: { hintsCount?: boolean } = {},
): Answer | null {
  if (findings.length === 0) return { answer: 'unknown', because: 'The checks that answer it were left out.' }
  const bad = findings.filter(
    ({ status }) => status === 'fail' || status === 'warn' || (hintsCount && status === 'info'),
  )
  if (bad.length > 0) return { answer: 'fail', because: bad.slice(0, told).map(sentence).join(' ') }
  const fine = findings.filter(({ status }) => status === 'pass' || status === 'info')
  if (fine.length > 0) return { answer: 'pass', because: fine.slice(0, told).map(sentence).join(' ') }
  const unknown = findings.find(({ status }) => status === 'unknown')
  return unknown === undefined ? null : { answer: 'unknown', because: unknown.because }
}

const told = 2

/** The first sentence of a finding's reason, and where it was seen if it does not say so. */
export function sentence({ because, instance }: Pick<Finding, 'because' | 'instance'>): string {
  const said = `${firstSentence(because)}.`
  return instance === undefined || said.includes(instance) ? said : `${instance}: ${said}`
}
