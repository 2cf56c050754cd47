import type { Finding, Status } from '../core/index.ts'

const order: readonly Status[] = ['fail', 'warn', 'unknown', 'info', 'pass', 'not-applicable']

/** Findings with the worst first; those of one status keep their order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
}

/** The title of a finding with the instance it is about: `Disk is full [/var]`. */
export function findingName(finding: Finding): string {
  return finding.instance === undefined ? finding.title : `${finding.title} [${finding.instance}]`
}
