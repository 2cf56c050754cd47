import type { Finding, Status } from './finding.ts'

/** 0 pass, info or warn · 1 a limit failed · 2 wrong input · 3 could not measure · 4 inconclusive · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130

const precedence: readonly ExitCode[] = [130, 2, 1, 3, 4, 0]
const severity: readonly Status[] = ['fail', 'warn', 'info', 'pass']

/** The exit code of several results: the first of 130, 2, 1, 3, 4, 0 that occurs; 0 for none. */
export function worstExitCode(codes: Iterable<ExitCode>): ExitCode {
  const seen = new Set(codes)
  return precedence.find((code) => seen.has(code)) ?? 0
}

/** The worst of fail, warn, info and pass among findings; `pass` when there is none of them. */
export function worstStatus(findings: readonly Finding[]): Status {
  const seen = new Set(findings.map((finding) => finding.status))
  return severity.find((status) => seen.has(status)) ?? 'pass'
}

/** The exit code that findings alone ask for: 1 for a fail, and for a warn when `strict`; otherwise 0. */
export function exitCodeOf(findings: readonly Finding[], strict: boolean): ExitCode {
  const worst = worstStatus(findings)
  return worst === 'fail' || (strict && worst === 'warn') ? 1 : 0
}
