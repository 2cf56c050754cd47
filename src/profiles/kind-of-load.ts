import { parseSlo, rejected, understood } from '../core/index.ts'
import { type Kind, line } from './kind.ts'

/** Terms of `--slo`, kept as they were written: only who judges them needs them apart. */
export const sloText: Kind<string> = {
  form: "Write limits such as p99<200ms, p95[login]<300ms or 'errors<1%, rate>450/s'.",
  read: (value) => {
    const text = line(1000).read(value)
    if (!text.ok) return text
    const parsed = parseSlo(text.value)
    return parsed.ok ? text : parsed
  },
  write: (value) => value,
  json: { type: 'string', pattern: '[<>]' },
}

const hostPattern = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/

/** A host without scheme, port or path; IPv6 without brackets, as --allow takes it. */
export const hostName: Kind<string> = {
  form: 'Write the host alone, as it stands in the URL: staging.example.org or 10.0.0.5.',
  read: (value) =>
    typeof value === 'string' && hostPattern.test(value)
      ? understood(value)
      : rejected('is not a host', hostName.form),
  write: (value) => value,
  json: { type: 'string', pattern: hostPattern.source },
}
