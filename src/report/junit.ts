import type { Envelope, Finding, Status } from '../core/index.ts'
import { escapeMarkup } from './escape-markup.ts'
import type { Reporter } from './look.ts'
import { evidenceInWords } from './provenance.ts'

interface Case {
  name: string
  outcome: 'passed' | 'failed' | 'skipped' | 'error'
  message: string
  text: string
}

/** JUnit XML for CI servers: one suite a result, one test case a finding. */
export const junit: Reporter = function* (envelopes) {
  const suites = envelopes.map((envelope) => ({ envelope, cases: casesOf(envelope) }))
  const all = suites.flatMap(({ cases }) => cases)
  const milliseconds = envelopes.reduce((total, { durationMs }) => total + durationMs, 0)
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="lewis-perf" ${counts(all)} time="${seconds(milliseconds)}">\n`
  for (const { envelope, cases } of suites) {
    const { command, durationMs, startedAt } = envelope
    const name = attribute(command)
    const timestamp = attribute(startedAt.replace(/(\.\d+)?Z$/, ''))
    yield `  <testsuite name="${name}" ${counts(cases)} time="${seconds(durationMs)}" timestamp="${timestamp}">\n`
    for (const item of cases) yield caseText(item, name)
    yield '  </testsuite>\n'
  }
  yield '</testsuites>\n'
}

function casesOf(envelope: Envelope): Case[] {
  const { command, error, status, findings, headline = '', warnings } = envelope
  const cases = findings.map(findingCase)
  if (error !== null) {
    return [...cases, { name: command, outcome: 'error', message: error.sentence, text: error.hint }]
  }
  // The result as a whole may be worse than its findings: a gate that failed or could not be judged.
  const isTold = cases.length > 0 && findings.some((finding) => finding.status === status)
  const isWorse = (status === 'fail' || status === 'unknown') && !isTold
  if (cases.length > 0 && !isWorse) return cases
  const message = headline === '' ? `${command}: ${status}` : headline
  return [
    ...cases,
    {
      name: command,
      outcome: outcomeOf(status),
      message,
      text: [`status: ${status}`, ...warnings].join('\n'),
    },
  ]
}

function findingCase(finding: Finding): Case {
  const { id, instance, title, status, because, evidence, advice = [] } = finding
  const lines = [
    because,
    evidenceInWords(evidence),
    ...advice.map((item) => `do: ${item.command ?? item.text}`),
  ]
  return {
    name: instance === undefined ? `${id} ${title}` : `${id}[${instance}] ${title}`,
    outcome: outcomeOf(status),
    message: because,
    text: status === 'pass' || status === 'info' ? '' : lines.filter((line) => line !== '').join('\n'),
  }
}

function outcomeOf(status: Status): Case['outcome'] {
  if (status === 'fail') return 'failed'
  return status === 'unknown' || status === 'not-applicable' ? 'skipped' : 'passed'
}

function caseText({ name, outcome, message, text }: Case, classname: string): string {
  const open = `    <testcase classname="${classname}" name="${attribute(name)}"`
  const body = caseBody(outcome, attribute(message), escapeMarkup(text))
  return body === '' ? `${open}/>\n` : `${open}>\n      ${body}\n    </testcase>\n`
}

function caseBody(outcome: Case['outcome'], message: string, text: string): string {
  switch (outcome) {
    case 'failed':
      return `<failure message="${message}" type="fail">${text}</failure>`
    case 'error':
      return `<error message="${message}" type="error">${text}</error>`
    case 'skipped':
      return `<skipped message="${message}"/>`
    case 'passed':
      return text === '' ? '' : `<system-out>${text}</system-out>`
  }
}

function counts(cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']) => cases.filter((item) => item.outcome === outcome).length
  return `tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}"`
}

function seconds(milliseconds: number): string {
  return (Number.isFinite(milliseconds) ? milliseconds / 1000 : 0).toFixed(3)
}

function attribute(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
