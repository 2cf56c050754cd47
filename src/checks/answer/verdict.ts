import { counted } from '../../report/index.ts'
import {
  cutTo,
  cutToClause,
  exonerate,
  type Hypothesis,
  resourceName,
  withShortWords,
} from '../ranking/index.ts'
import { anyMeasured, countsOf } from './counts.ts'
import { isBad, type RankedHost } from './findings.ts'

/** Two lines of 80 columns, whatever words they break at. */
const longest = 150

/** The answer in one sentence of at most two lines: the likeliest bottleneck, or that there is none. */
export function verdict(host: RankedHost): string {
  const [first] = host.hypotheses
  if (first !== undefined) return bottleneck(host.name, first)
  const counts = countsOf(host.judged)
  if (!anyMeasured(host.judged))
    return cutTo(
      `${host.name} could not be judged: none of ${counted(counts.unknown, 'check')} got its facts.`,
      longest,
    )
  const unknown = counts.unknown === 0 ? '' : `; ${counts.unknown} could not be judged`
  const settings = host.judged.filter(({ finding }) => isBad(finding)).map(({ finding }) => finding.title)
  if (settings.length > 0) {
    const named = cutTo([...new Set(settings)].join(', '), longest - host.name.length - unknown.length - 60)
    return `${host.name} has no bottleneck, but ${settings.length === 1 ? 'a setting needs' : 'settings need'} a look: ${named}${unknown}.`
  }
  const fine = counts.pass + counts.info
  if (counts.unknown > fine)
    return `${host.name} is not known to be fine: ${counted(fine, 'check')} found nothing wrong, but ${counts.unknown} could not be judged.`
  return `${host.name} is fine${asFarAs(host)}: ${counted(fine, 'check')} found nothing wrong${unknown}.`
}

/** The answer for several hosts in one sentence of at most two lines: how they are, and what is wrong with the worst. */
export function fleetVerdict(hosts: readonly RankedHost[], unreachable: number): string {
  if (hosts.length + unreachable === 0) return 'No host was asked.'
  const briefs = hosts.map((host) => verdictInBrief(host).replace(/:.*/, ''))
  const count = (word: string) => briefs.filter((brief) => brief === word).length
  const parts = [
    [count('fail'), 'failing'],
    [count('warn'), 'with warnings'],
    [count('fine'), 'fine'],
    [count('unclear'), 'unclear'],
    [count('unknown'), 'not judged'],
    [unreachable, 'without an answer'],
  ].flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`]))
  const summary = `${counted(hosts.length + unreachable, 'host')}: ${parts.join(', ')}.`
  const [worst] = hosts.toSorted(byUrgency)
  const [first] = worst?.hypotheses ?? []
  if (worst === undefined || first === undefined) return summary
  const culprit = first.culprit === null ? '' : `; culprit ${cutTo(first.culprit, 30)}`
  return stopped(cutTo(`${summary} ${worst.name}: ${first.claim}${culprit}`, longest))
}

/** The host with the worst suspicion first. */
export function byUrgency(a: RankedHost, b: RankedHost): number {
  const urgency = ({ hypotheses: [first] }: RankedHost) =>
    first === undefined ? -1 : first.index + (first.status === 'fail' ? 10 : 0)
  return urgency(b) - urgency(a)
}

/** `fail: CPU`, `warn: settings`, `fine`, `unclear` (more is unknown than fine) or `unknown`: the verdict in a word or two. */
export function verdictInBrief({ hypotheses, judged }: RankedHost): string {
  const [first] = hypotheses
  const counts = countsOf(judged)
  if (!anyMeasured(judged)) return 'unknown'
  if (counts.fail + counts.warn === 0) return counts.unknown > counts.pass + counts.info ? 'unclear' : 'fine'
  const status = counts.fail > 0 ? 'fail' : 'warn'
  return `${status}: ${first === undefined ? 'settings' : resourceName(first.resource)}`
}

/** The resources that every host was found fine on. */
export function fineEverywhere(hosts: readonly RankedHost[]): string[] {
  const [first, ...others] = hosts.map(({ judged }) => exonerate(judged))
  return (first ?? []).filter((resource) => others.every((fine) => fine.includes(resource)))
}

function asFarAs({ complete, facts }: RankedHost): string {
  if (!complete) return ' as far as it was read'
  return facts.windowSeconds === null ? ' as far as one sample tells' : ''
}

const shortestEvidence = 50

function bottleneck(name: string, hypothesis: Hypothesis): string {
  const whole = withShortWords(`${name}: ${hypothesis.sentence}`)
  if (whole.length <= longest) return whole
  const culprit =
    hypothesis.culprit === null ? '' : `; culprit ${cutTo(withShortWords(hypothesis.culprit), 30)}`
  const lead = `${cutTo(name, 30)}: ${hypothesis.claim}: `
  const confidence = `; confidence ${hypothesis.confidenceInWords.replace(/ \(.*/, '')}`
  const room = (end: string) => longest - lead.length - end.length - 1
  const full = culprit + confidence
  const end = room(full) < Math.min(shortestEvidence, hypothesis.saturation.length) ? culprit : full
  return stopped(`${lead}${cutToClause(withShortWords(hypothesis.saturation), room(end))}${end}`)
}

/** A text that was cut ends in dots already. */
function stopped(text: string): string {
  return text.endsWith('...') ? text : `${text}.`
}
