import type { Finding } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import { cutTo } from '../ranking/index.ts'
import type { JudgedHost } from './answer-input.ts'
import type { Failure } from './diagnose-data.ts'

/** A host that did not answer, as a finding. */
export function unreachableFinding({ host, sentence, hint }: Failure): Finding {
  return {
    id: 'hosts.unreachable',
    instance: host,
    title: 'No answer',
    status: 'unknown',
    because: sentence,
    evidence: {},
    advice: [{ text: hint }],
  }
}

const hostsNamed = 2
const longest = 140

/** What could not be collected: every problem where `whole`, else one short sentence for each of the first hosts. */
export function collectionDoubts(hosts: readonly JudgedHost[], whole: boolean): string[] {
  const doubtful = hosts.filter(({ complete, problems }) => !complete || problems.length > 0)
  if (whole) return doubtful.flatMap(everyProblem)
  const named = doubtful.slice(0, hostsNamed).map(problemsInBrief)
  const others = doubtful.length - named.length
  return others === 0 ? named : [...named, `${counted(others, 'more host')} had problems: add --all.`]
}

function everyProblem(host: JudgedHost): string[] {
  const lead = leadOf(host)
  return host.problems.length === 0 ? [`${lead}.`] : host.problems.map((problem) => `${lead}: ${problem}`)
}

function problemsInBrief(host: JudgedHost): string {
  const lead = leadOf(host)
  const [first, ...others] = host.problems
  if (first === undefined) return `${lead}.`
  const more = others.length === 0 ? '' : ` ${counted(others.length, 'more problem')}: add --all.`
  return `${lead}: ${cutTo(first, longest - lead.length - more.length)}${more}`
}

function leadOf({ name, complete }: JudgedHost): string {
  return complete ? name : `${name} was read only in part`
}
