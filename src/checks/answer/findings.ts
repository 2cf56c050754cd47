import type { Finding, Status } from '../../core/index.ts'
import { type Hypothesis, nameOf } from '../ranking/index.ts'
import type { JudgedHost } from './answer-input.ts'

/** One host with its hypotheses. */
export interface RankedHost extends JudgedHost {
  hypotheses: readonly Hypothesis[]
}

const order: readonly Status[] = ['fail', 'warn', 'info', 'unknown', 'pass', 'not-applicable']

/**
 * The findings of all hosts, the most urgent first: what the verdict on the first host rests on, then failures before
 * warnings; among them the worst of each suspected resource before the second of any. With several hosts the instance
 * begins with the host.
 */
export function orderedFindings(hosts: readonly RankedHost[]): Finding[] {
  const several = hosts.length > 1
  return hosts
    .flatMap((host, index) =>
      host.judged.map(({ finding, check }) => ({
        finding: several ? ofHost(finding, host.name) : finding,
        place: [
          index === 0 && leads(host, finding) ? -1 : order.indexOf(finding.status),
          ...(check.role === 'config' ? nowhere : placeIn(host.hypotheses, nameOf({ finding }))),
        ],
      })),
    )
    .toSorted((a, b) => compare(a.place, b.place))
    .map(({ finding }) => finding)
}

/** `finding` as one of several hosts: its instance is `HOST` or `HOST:instance`. */
export function ofHost(finding: Finding, host: string): Finding {
  const { id, instance, ...rest } = finding
  return { id, instance: instance === undefined ? host : `${host}:${instance}`, ...rest }
}

/** Whether a finding warns or fails. */
export function isBad({ status }: Pick<Finding, 'status'>): boolean {
  return status === 'fail' || status === 'warn'
}

function leads({ hypotheses: [first] }: RankedHost, finding: Finding): boolean {
  return isBad(finding) && first?.findings[0] === nameOf({ finding })
}

const nowhere = [Number.MAX_SAFE_INTEGER, 0]

function placeIn(hypotheses: readonly Hypothesis[], name: string): number[] {
  const resource = hypotheses.findIndex(({ findings }) => findings.includes(name))
  return resource < 0 ? nowhere : [hypotheses[resource]?.findings.indexOf(name) ?? 0, resource]
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
